@echo off
rem Copy hep to this laptop, for the person who runs this. No network and no administrator is needed.
setlocal
set "APP=%LOCALAPPDATA%\Programs\hep"
echo Setting hep up in %APP%, which takes a minute or two.
xcopy "%~dp0python" "%APP%\python\" /e /i /q /y >nul || goto failed
xcopy "%~dp0packs" "%APP%\packs\" /e /i /q /y >nul || goto failed
xcopy "%~dp0schools" "%APP%\schools\" /e /i /q /y >nul || goto failed
copy /y "%~dp0hep.cmd" "%APP%\hep.cmd" >nul || goto failed
copy /y "%~dp0hep-demo.cmd" "%APP%\hep-demo.cmd" >nul || goto failed
"%APP%\python\python.exe" -X utf8 -m hep_tui --version || goto failed
if exist "%USERPROFILE%\Desktop\" (
  > "%USERPROFILE%\Desktop\hep.cmd" echo @"%APP%\hep.cmd" %%*
  > "%USERPROFILE%\Desktop\hep-demo.cmd" echo @"%APP%\hep-demo.cmd"
)
echo hep is set up. Start it with hep on the desktop, or with "%APP%\hep.cmd".
pause
exit /b 0

:failed
echo hep is not set up: something could not be copied or started. The message above says what.
echo Nothing else on this laptop was changed. hep.cmd on the stick can be started all the same.
pause
exit /b 1
