# pl_is_static(OUT FILE): whether this library has to be followed by what it uses itself. A .lib says nothing about that;
# with MSVC, the packages of vcpkg say it.
function(pl_is_static out file)
    if(file MATCHES "\\.a$" AND NOT file MATCHES "\\.dll\\.a$")
        set(${out} TRUE PARENT_SCOPE)
    else()
        set(${out} FALSE PARENT_SCOPE)
    endif()
endfunction()
