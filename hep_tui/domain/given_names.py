"""First names that are common among people who live and work in England, to see a person nobody has registered."""

from hep_tui.domain.common_words import NICKNAMES

# Written down from general knowledge, by where they are most at home: these islands, South Asia, Africa and the Middle
# East, the rest of Europe, East Asia. No list is whole: it is a net for those who are on no register.
_NAMES = """
aaron abigail adam adele adrian agnes aidan aileen ailsa alan alana alastair albert alec alfie alfred alice alicia
alison alistair allison amanda amber amelia amy andrea angela angus anita ann anna annabel anne annette annie anthea
antonia april archie arlene arthur audrey barry basil beatrice belinda bernadette bernard bernice bert beryl bethan
bethany beverley bobbie brenda brendan brian bridget bronwen bruce bryan bryn bryony caitlin callum cameron carl carla
carly caroline carolyn carwyn cassandra cecil cecilia celia ceri charlene charlotte chase cheryl chloe claire clara
clare clarissa clement clive colette colin colleen connor constance craig cressida cynthia daisy damian damon daphne
darren davina dawn dean debra declan deirdre delia denise dennis derek dermot desmond diana diane dominic donald donna
doreen doris dorothea douglas drew duncan dylan eamonn earl edith edmund edwin eileen eilidh elaine eliot ellen elliot
elliott eloise elsie elspeth emily emma emrys eric erica ernest esme esther ethan ethel eunice eva evan eve evelyn
ewan faith felicity felix fergus finlay finn fiona fraser freddie freya gabrielle gareth garry gary gavin gaynor gemma
geoff geoffrey george georgina geraint geraldine gerard giles gillian gina gladys glenda glenn glenys gloria glynis
gordon grace graham grant greg gregor greta griff guinevere guy gwen gwyneth hamish hannah harold harriet harrison
hattie hayley hazel heather hector heidi helena henrietta hilary hilda holly hope howard hugh hugo humphrey hunter
iain ian ieuan imogen ingrid iona irene iris isaac isabel isabella isabelle isla isobel ivan ivor ivy jack jacob
jacqui jade jan jane janet janette janice jasmine jason jayne jean jeanette jeff jeffrey jemima jenna jeremiah jill
jillian jo joan joanna joanne jodie joel johanna josephine joy joyce judith judy julia julian julie juliet june
justine kara karen karl katharine kathleen kathryn katrina kay keeley keira keith kelly kelvin kerry kevin kieran kim
kimberley kirsten kirsty kyle lachlan laura lauren leah leanne leo leon leona leonie lesley leslie lewis lilian lily
linda lindsay lindsey lisa llewellyn lloyd logan lois lorna lorraine louis louisa louise lucas lucinda lucy luke lydia
lynda lynn lynne lynsey mabel madeleine maeve malcolm mandy marcus margot maria marian marianne marie marion marjorie
mark marlene martha martina mary mason matilda maureen maurice mavis max may megan melanie melissa melvyn meredith
michelle mildred miles millicent millie miranda miriam moira molly mona monica morag morgan moya muriel myfanwy myra
nadine nancy naomi natalie natasha neale neil nerys nesta neville nia niall nichola nigel nina noel nora noreen norma
norman nuala olive oliver olivia oscar owain owen paddy pamela patience paul paula paulette pauline pearl penelope
penny perdita philippa phillip phoebe phyllis polly poppy primrose priscilla prudence rachael rachel ralph ray raymond
rebekah reginald rhian rhiannon rhys rob roberta robin roderick rodney roger roisin roland rory rosalind rosamund
rosanna rose rosemary rosie rowena roy rupert russell ruth ryan sacha sally samson sandra saoirse sara scarlett scott
sean sebastian seth shannon sharon shaun sheena sheila shelley shirley shona sian sidney simon sinead siobhan sonia
sophia sophie sorcha spencer stacey stanley stella stephanie stewart stuart susannah suzanne sybil sylvia tabitha
tamara tamsin tanya tara teresa tessa thelma tiffany tilly tobias toby tracey tracy trevor tristan trudy una ursula
vanessa vera verity vernon veronica vivian vivien vivienne walter wanda wendy wilfred will winifred winston yasmin
yolanda yvette yvonne zachary zara zoe
aadil aamir aarav aarti aasif abdul abdullah abid adeel aditi aditya adnan afsana afzal ahmad ahmed aisha aishah ajay
ajit akash akhil akram alia alisha alka aman amandeep amar amardeep amarjit ameena ameer amina amir amit amrit amrita
anand ananya anil anisa anisha anita anjali anjana ankit ankur anoop anushka anwar aparna arif arjun armaan arun aruna
arvind asad asha ashish ashok asif asim asma atif avtar ayaan ayesha azhar aziz babita balbir baldev baljinder baljit
balraj balvinder bashir bhavesh bhavik bhavin bhavna bilal bina chandra chetan daljit damini danish davinder deepa
deepak deepika deepti devi dharmesh dhruv dilip dinesh dipak dipali divya fahad faisal faiza farah fareed farhan
farida farooq farzana fatima fatimah firoz fozia fuad gagandeep ganesh gaurav geeta ghulam gita gopal gulshan gurdeep
gurjit gurmeet gurpreet gurvinder habib hafsa hajra hamid hamza hanif harbhajan hardeep hardik hari harjinder harjit
harleen harmeet harminder haroon harpreet harsh harsha harshad hasan hasina hassan hemal hemant hetal hina hitesh
humaira husain hussain hussein ibrahim idris iftikhar ikram imran imtiaz inderjit indira iqbal irfan ishaan ishita
ismail jagdeep jagdish jagjit jahangir jalpa jamal jamila jasbir jaspal jaspreet jasvinder jaswinder javed jay jaya
jayesh jayshree jignesh jitendra jyoti kajal kalpana kamal kamaljit kamini kamran karan karim kartik kashif kaushik
kavita khadija khalid khurram kiran kirit kirti kishan komal krishna krishnan kuldeep kulvinder kumar lakshmi lalita
latif latifa leela madhu mahesh mahmood majid malik malini manish manisha manjit manjula manoj manpreet mansoor maryam
masood maya mayur meena meera mehmood mehreen mehul milan mina minal moeen mohamad mohamed mohammad mohan mohini mohit
mohsin mona mubarak muhammad mukesh mumtaz munir murali musa mustafa nabeel nadeem nadia naeem nafisa naheed naila
najma nalini namrata nandini narendra narinder naseem nasir nasreen natasha naveed navin navjot nazia nazir neelam
neena neeraj neeta neha nidhi nikhil nilesh nimesh nimisha nirmal nisha nishant nita nitin noor noreen nusrat omar
omer padma pallavi pankaj parminder parmjit parul parveen parvez pavan payal pooja poonam prabha pradeep prakash
pramod pranav prashant pratap pratik praveen preeti prem priti priya priyanka punam puneet qasim rabia radha raees
rafiq raghav rahim rahul raj raja rajan rajeev rajesh rajinder rajiv raju rakesh rakhi ram rama raman ramesh ramila
ranbir rani ranjit rashid rashmi ravi ravinder rehana rehman rekha renu reshma rina ritesh ritu riya riyaz rizwan
rohan rohit roshan rubina rukhsana rupa rupinder saba sabina sachin sadia sadiq saeed safia sagar sahil saif saima
sajid sajjad saleem salim salma salman sameer samina samir sanam sandeep sandip sangeeta sangita sanjay sanjeev sanjiv
santosh sarfraz sarita saroj satinder satish satnam saurabh savita seema shabana shabbir shabnam shadab shagufta
shahbaz shahid shahida shahnaz shaista shakeel shakil shakira shalini shamim shamima shanaz shankar shanti sharmila
shashi shazia sheetal shilpa shirin shivani shoaib shobha shreya shruti shyam siddharth simran sital smita smriti
sneha sobia sohail somya sonal sonali sonia subhash sudha sufyan sughra sukhdeep sukhdev sukhjit sukhvinder suman
sumit sunil sunita suraj surbhi surendra suresh surinder surjit sushila swati syed tahir tahira talat talha tanveer
tanvi taranjit tariq tarun tasleem tasneem tehmina tejal trupti uday umair umar umesh usha usman uzma vandana varsha
varun vasant veena vijay vikas vikram vimal vinay vinod vipul viral vishal vivek waheed wajid waqar waseem yash yasir
yasmeen yogesh younis yousaf yusuf zafar zaheer zahid zahida zahra zain zainab zakir zara zeeshan zubair zulfiqar
abdi abdirahman abebe abena abiodun abiola abu adaeze adanna ade adebayo adebola adedayo adejoke adekunle adeola
adewale adwoa afia afua ahmet akin akosua akua aliyu amadou amal amara aminata amma ayan aylin ayo ayodele ayse
babatunde bamidele bashar bisi bola bolanle buchi bukola chiamaka chidi chidinma chijioke chika chima chinedu chinelo
chinwe chioma chukwuemeka damilola deqa ebele ebere ebru efua ekow elif emeka emre enitan esi eyup fadi fadumo farid
fatou fatuma femi fikret fola folake folasade funmi funmilayo gulsen habiba hakan halima hamdi hanan hani hatice hawa
hodan huda huseyin ifeoma ifrah ijeoma ikenna iman isha jide kehinde kemi khaled khalil kofi kojo kuku kwabena kwadwo
kwaku kwame kwasi kweku lamin leyla mahad mahmoud mahmut mamadou mariam mariama mehmet memet modupe moses muna
mustapha nadir najib nana nawal ngozi nkechi nnamdi nonso nour obi obinna okechukwu olabisi oladipo olajide olamide
olu olufemi olukemi olumide oluwaseun onyeka osman oyin oyinkola ozlem rachid rania rasheed rukia sade safiya sagal
sahra salah samira sefa selin serkan seun shukri siham simisola sola sulaiman suleiman tadesse taiwo tariro tayo
temitope tendai titilayo tolu tunde uche uchenna uzo wole yaa yacine yaw yemi yetunde yewande yohannes youssef yusra
zeinab zeynep
agata agnieszka aleksander aleksandra alessandra alessandro alexandros alina alvaro ana anais anastasia andre andreas
andrei andrius andrzej aneta angelika angelo aniela anja anneliese antoine antonella antonio arkadiusz artur astrid
barbora bartosz beata beatriz bence benoit birgit bogdan boguslaw bohdan bozena camille carlos carmen catarina
caterina cezary chiara christos claudia claudio clemence costas cristina czeslaw dagmar damien daria darius dariusz
delphine diego dimitri dimitrios dirk dmitri dmitry dominika dorota edita eduardo edyta ekaterina elena eleni elias
elzbieta emilia emilie emilio ewa ewelina fabio fatos federica federico fernando filip filipa filippo florin francesca
francesco francisco francois gabor gabriel gabriela georgios gheorghe gianluca giorgia giorgio giovanni giulia
giuseppe goran grazyna grzegorz guillaume gustav halina hans helga henryk hubert ilona ines inga ioana ioannis ion
irena irina isabela iuliana ivana iwona jacek jadwiga jakub jana janina janusz jaroslaw javier jerzy joao joaquin
jorge jose josef juan julien jurgen justyna kamil kamila karina karolina katarzyna katerina katya kazimierz klaudia
klaus konrad konstantin kostas krystyna krzysztof lars laszlo laurent leszek liliana lorenzo luca lucia luciana lucjan
luis lukas lukasz maciej magda magdalena malgorzata manuel marcela marcin marco marek margarita mariana mario mariola
marios mariusz marta mateusz mathieu matteo matthias michal miguel mihaela mihai mikhail mikolaj milena mirela
miroslav miroslaw monika nadezhda natalia nikolai nikolaos nikos oksana olena olga paolo paulina pavel pawel pedro
petra petros pierre piotr przemyslaw radoslaw rafael rafal ramona raquel renata ricardo roberto roksana roman romana
ryszard sabrina salvatore sandro sergei sergio sergiu silvia slawomir sofia solange soren stanislaw stefan stefania
stefanie svetlana sylwia szymon tadeusz tamas tatiana tatyana teodor tiago tomas tomasz urszula valentina valeria
vasile vasilis viktor viorica vlad vladimir volodymyr vytautas waldemar wieslaw wieslawa witold wojciech xavier
yiannis yulia yuri zbigniew zdenka zofia zoltan zuzanna
chen hiroshi hui jing jun keiko kenji linh mei ming minh naoko ngoc phuong thanh thi thuy trang tuan wei xiao xin yan
ying yuki yuko
"""
# Words, verbs and places too: such a name is one only with another behind it.
_ALSO_WORDS = """
abby adam alana alpine amar amber april austin barb beth brook carol chandra chase chelsea chen christian daisy dame
danish dawn dean dick dot drew earl eve faith fern florence frank gene georgia gill glen grace grant guy harry harsh
hazel heather hector holly hope hugo hui hunter india ion iris israel ivy jan jay jean jing jo jordan josh joy juan
jun june kay khan kim kit lamb leo lily logan lois luna lynn malik marina mark mason max may maya miles mina mona
morgan muna naval nia noor norma obi olive oscar otto paddy pat pearl penny poppy primrose raj raja ram rama rani ray
rob robin roman romana rose ross ruby sade samson sandy seth shannon sola sonia spencer stu sue sydney tara ted thanh
thi tom troy val vera verity victoria viral vivian warwick wei will xin yan ying yuki
"""
# At the head of a sentence these are the verb of it: "Will Ofsted come?", "Mark schools on it".
VERBS = frozenset(["bill", "chase", "drew", "grant", "mark", "may", "pat", "rob", "sue", "will"])
GIVEN = frozenset(_NAMES.split()) | frozenset(NICKNAMES) | {form for forms in NICKNAMES.values() for form in forms}
NOT_ALONE = frozenset(_ALSO_WORDS.split())
