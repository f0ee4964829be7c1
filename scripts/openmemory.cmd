@echo off
rem openmemory: starts the program. In a checkout it builds it first, when that is needed.
rem
rem Java:     OPENMEMORY_JAVA_HOME, else JAVA_HOME, else the newest long-term release (17, 21, 25 ...) among
rem           the java of PATH and the usual places.
rem Options:  OPENMEMORY_JAVA_OPTS is handed to the JVM as it is, after the options chosen here.
rem Cache:    OPENMEMORY_CACHE, else %LOCALAPPDATA%\openmemory\cache: an archive of loaded classes that makes
rem           starts faster. It is made in the background after the first start.
rem
rem Standard output belongs to the program; whatever this script has to say goes to standard error.
setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..") do set "root=%%~fI"

rem --- which Java
set "best=0"
set "java_home="
if not defined OPENMEMORY_JAVA_HOME goto :unnamed
call :consider "%OPENMEMORY_JAVA_HOME%"
if defined java_home goto :chosen
>&2 echo openmemory: OPENMEMORY_JAVA_HOME is not a Java of release 17 or newer: "%OPENMEMORY_JAVA_HOME%"
exit /b 1
:unnamed
if defined JAVA_HOME call :consider "%JAVA_HOME%"
if defined java_home goto :chosen
for /f "delims=" %%J in ('where java.exe 2^>nul') do for %%H in ("%%~dpJ..") do call :consider "%%~fH"
for /d %%D in (
  "%ProgramFiles%\Java\*"
  "%ProgramFiles%\Eclipse Adoptium\*"
  "%ProgramFiles%\Microsoft\jdk*"
  "%ProgramFiles%\Zulu\*"
  "%ProgramFiles%\Amazon Corretto\*"
  "%ProgramFiles%\BellSoft\*"
  "%LOCALAPPDATA%\Programs\Eclipse Adoptium\*"
  "%USERPROFILE%\.jdks\*"
  "%USERPROFILE%\scoop\apps\*jdk*"
) do call :consider "%%~fD"
if not defined java_home (
  >&2 echo openmemory: no Java of release 17 or newer was found. Install one ^(any vendor^), or set JAVA_HOME to it.
  exit /b 1
)
:chosen

rem --- the program, built if this is a checkout
if not exist "%root%\pom.xml" (
  set "jars=%root%"
  goto :find
)
set "jars=%root%\target"
if exist "%root%\target\built" call :fresh && goto :find
where mvn >nul 2>nul || (
  >&2 echo openmemory: this is a checkout, and Maven ^(mvn^), which builds it, is not on the PATH.
  exit /b 1
)
>&2 echo openmemory: building ^(once; needs the network the first time^) ...
setlocal
if not exist "%JAVA_HOME%\bin\javac.exe" set "JAVA_HOME=%java_home%"
pushd "%root%"
call mvn -B -ntp -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dmaven.test.skip=true -Dassembly.skipAssembly=true package <nul 1>&2
set "built=%ERRORLEVEL%"
popd
endlocal & set "built=%built%"
if "%built%"=="0" goto :find
>&2 echo openmemory: the build failed; 'mvn package' in "%root%" says more.
exit /b 1
:find
set "jar="
for /f "delims=" %%F in ('dir /b /o-d "%jars%\openmemory-*.jar" 2^>nul') do if not defined jar set "jar=%jars%\%%F"
if defined jar goto :found
>&2 echo openmemory: there is no openmemory-*.jar in "%jars%"; unpack the distribution again.
exit /b 1
:found

rem --- the archive of loaded classes, one for this build on this Java; the JVM itself refuses a stale one
if not defined OPENMEMORY_CACHE set "OPENMEMORY_CACHE=%LOCALAPPDATA%\openmemory\cache"
for %%F in ("%jar%") do set "stamp=%%~zF-%%~tF"
set "stamp=%stamp:/=%"
set "stamp=%stamp::=%"
set "stamp=%stamp: =%"
set "stamp=%stamp:.=%"
set "kind=jsa"
set "using=-XX:SharedArchiveFile"
set "making=-XX:ArchiveClassesAtExit"
if %feature% GEQ 25 (
  set "kind=aot"
  set "using=-XX:AOTCache"
  set "making=-XX:AOTCacheOutput"
)
set "archive=%OPENMEMORY_CACHE%\%version%-%stamp%.%kind%"
set "flags=-Xlog:disable -Xlog:all=warning:stderr -XX:+DisplayVMOutputToStderr -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xmx256m --enable-native-access=ALL-UNNAMED %OPENMEMORY_JAVA_OPTS%"
set "option="
if exist "%archive%" set option="%using%=%archive%"

rem Nothing leaves this machine: not even from a version of ONNX Runtime other than the one that comes along
set "ORT_DISABLE_TELEMETRY=1"

rem mkdir succeeds for one process alone, so the archive is made once; without its streams, so that no client waits
if not exist "%archive%" if not exist "%archive%.making" (
  mkdir "%OPENMEMORY_CACHE%" 2>nul
  mkdir "%archive%.making" 2>nul && start "" /b cmd /d /s /c ""%java_home%\bin\java.exe" %flags% "%making%=%archive%.new" -jar "%jar%" warmup && move /y "%archive%.new" "%archive%"" <nul >nul 2>nul
)

"%java_home%\bin\java.exe" %flags% %option% -jar "%jar%" %*
exit /b %ERRORLEVEL%

rem consider HOME: remembers it as java_home if it is better than what was found so far
:consider
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "found="
for /f "tokens=2 delims==" %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "found=%%~V"
if not defined found exit /b 0
for /f "tokens=1 delims=.-+_" %%N in ("%found%") do set "number=%%N"
set /a "rank=number" 2>nul
if %rank% LSS 17 exit /b 0
set /a "remainder=rank %% 4"
if %remainder% EQU 1 set /a "rank+=1000"
if %rank% GTR %best% (
  set "best=%rank%"
  set "java_home=%~1"
  set "version=%found%"
  set "feature=%number%"
)
exit /b 0

rem fresh: succeeds if nothing that goes into the program is newer than the build
:fresh
powershell -NoProfile -NonInteractive -Command "$b=(Get-Item '%root%\target\built').LastWriteTimeUtc; $n=Get-ChildItem -Recurse -File '%root%\pom.xml','%root%\src\main','%root%\src\build' | Where-Object { $_.LastWriteTimeUtc -gt $b } | Select-Object -First 1; if ($n) { exit 1 }" <nul >nul 2>nul
exit /b %ERRORLEVEL%
