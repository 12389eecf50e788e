@echo off
rem Start hep with the Python that lies beside this file; a double click leaves time to read what it says.
"%~dp0python\python.exe" -X utf8 -m hep_tui %*
if errorlevel 1 goto wait
if not "%~1"=="" exit /b 0
:wait
pause
