@echo off
rem Tracklake from a clone: builds, then runs. Needs the .NET SDK only.
setlocal
set "root=%~dp0"
dotnet publish "%root%src\Tracklake.Cli\Tracklake.Cli.csproj" -c Release -o "%root%.build\tracklake" --nologo -v quiet || exit /b 1
dotnet "%root%.build\tracklake\tracklake.dll" %*
exit /b %errorlevel%
