# Run while a cross-built program is installed: copies each DLL that PL_PROGRAM and the plugins below PL_BIN load into
# PL_BIN, from PL_FOLDERS, as PL_OBJDUMP names them. Stops when one is neither there nor a part of Windows 10. CMake's own
# GET_RUNTIME_DEPENDENCIES looks for "qt6core.dll", which isn't there where capitals count.
cmake_policy(VERSION 3.25)
set(windows advapi32 authz bcrypt comctl32 comdlg32 crypt32 d2d1 d3d9 d3d11 d3d12 dcomp dnsapi dwmapi dwrite dxgi dxguid
    gdi32 imm32 iphlpapi kernel32 mpr msvcrt ncrypt netapi32 normaliz ntdll ole32 oleaut32 opengl32 powrprof propsys
    psapi rpcrt4 secur32 setupapi shcore shell32 shlwapi ucrtbase uiautomationcore user32 userenv uxtheme version
    winhttp winmm winspool ws2_32 wtsapi32)
list(JOIN windows "|" windows)
set(windows "^((api|ext)-ms-.*|${windows})\\.(dll|drv)$")

foreach(folder IN LISTS PL_FOLDERS)
    file(GLOB files "${folder}/*.[dD][lL][lL]")
    foreach(file IN LISTS files)
        cmake_path(GET file FILENAME name)
        string(TOLOWER "${name}" name)
        if(NOT DEFINED "file_of_${name}")
            set("file_of_${name}" "${file}")
        endif()
    endforeach()
endforeach()

file(GLOB_RECURSE plugins "$ENV{DESTDIR}${PL_BIN}/*/*.dll")
set(waiting "${PL_PROGRAM}" ${plugins})
set(seen)
while(waiting)
    list(POP_FRONT waiting file)
    execute_process(COMMAND ${PL_OBJDUMP} -p "${file}" OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCHALL "DLL Name: [^\r\n]+" lines "${text}")
    foreach(line IN LISTS lines)
        string(REGEX REPLACE "^DLL Name: " "" dll "${line}")
        string(TOLOWER "${dll}" name)
        if(name IN_LIST seen OR name MATCHES "${windows}")
            continue()
        endif()
        list(APPEND seen "${name}")
        if(NOT DEFINED "file_of_${name}")
            list(JOIN PL_FOLDERS ", " folders)
            message(FATAL_ERROR "${file} needs ${dll}, which is neither in ${folders} nor a part of Windows.")
        endif()
        list(APPEND waiting "${file_of_${name}}")
        file(INSTALL "${file_of_${name}}" DESTINATION "${PL_BIN}" FOLLOW_SYMLINK_CHAIN)
        if(PL_STRIP) # of what only a debugger reads, nine tenths of the compiler's own
            cmake_path(GET file_of_${name} FILENAME copy)
            execute_process(COMMAND ${PL_STRIP} "$ENV{DESTDIR}${PL_BIN}/${copy}" COMMAND_ERROR_IS_FATAL ANY)
        endif()
    endforeach()
endwhile()
