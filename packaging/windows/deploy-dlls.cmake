# Run while a cross-built program is installed: copies each DLL that PL_PROGRAM and the plugins below PL_BIN load into
# PL_BIN, from PL_FOLDERS, as PL_OBJDUMP names them. Stops when one is neither there nor a part of Windows 10.
set(CMAKE_GET_RUNTIME_DEPENDENCIES_PLATFORM windows+pe)
set(CMAKE_GET_RUNTIME_DEPENDENCIES_TOOL objdump)
set(CMAKE_GET_RUNTIME_DEPENDENCIES_COMMAND ${PL_OBJDUMP})
set(windows advapi32 authz bcrypt comctl32 comdlg32 crypt32 d2d1 d3d9 d3d11 d3d12 dcomp dnsapi dwmapi dwrite dxgi dxguid
    gdi32 imm32 iphlpapi kernel32 mpr msvcrt ncrypt netapi32 normaliz ntdll ole32 oleaut32 opengl32 powrprof propsys
    psapi rpcrt4 secur32 setupapi shcore shell32 shlwapi ucrtbase uiautomationcore user32 userenv uxtheme version
    winhttp winmm winspool ws2_32 wtsapi32)
list(JOIN windows "|" windows)
set(windows "^(${windows})\\.(dll|drv)$")
set(bin "$ENV{DESTDIR}${PL_BIN}")
file(GLOB_RECURSE plugins "${bin}/*/*.dll")
file(GET_RUNTIME_DEPENDENCIES EXECUTABLES ${PL_PROGRAM} MODULES ${plugins} DIRECTORIES ${PL_FOLDERS}
    PRE_EXCLUDE_REGEXES "^(api|ext)-ms-" "${windows}"
    RESOLVED_DEPENDENCIES_VAR found UNRESOLVED_DEPENDENCIES_VAR missing)
if(missing)
    list(JOIN missing ", " missing)
    list(JOIN PL_FOLDERS ", " folders)
    message(FATAL_ERROR "The program needs ${missing}, which is neither in ${folders} nor a part of Windows.")
endif()
foreach(dll IN LISTS found)
    file(INSTALL ${dll} DESTINATION ${PL_BIN} FOLLOW_SYMLINK_CHAIN)
endforeach()
