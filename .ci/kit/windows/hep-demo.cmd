@echo off
rem Try hep on an invented review.
call "%~dp0hep.cmd" demo
