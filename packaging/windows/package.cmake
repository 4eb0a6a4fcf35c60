# The Windows program's icon, properties and manifest, and the DLLs that are installed beside it.

find_package(Python3 REQUIRED COMPONENTS Interpreter)
find_program(PL_RSVG_CONVERT rsvg-convert REQUIRED)

# pl_windows_resources(PROGRAM): gives it its icon, version and manifest. They are compiled in a library of their own,
# because the resource compiler takes none of a C++ compiler's options.
function(pl_windows_resources program)
    set(here ${CMAKE_CURRENT_FUNCTION_LIST_DIR})
    set(drawing ${here}/../../resources/icons/plumber-leads.svg)
    set(PL_ICO ${CMAKE_CURRENT_BINARY_DIR}/plumber-leads.ico)
    set(PL_MANIFEST ${here}/plumber-leads.manifest)
    set(rc ${CMAKE_CURRENT_BINARY_DIR}/plumber-leads.rc)
    configure_file(${here}/plumber-leads.rc.in ${rc} @ONLY)
    add_custom_command(OUTPUT ${PL_ICO}
        COMMAND Python3::Interpreter ${here}/../make-icon ${PL_RSVG_CONVERT} ${drawing} ${PL_ICO}
        DEPENDS ${drawing} ${here}/../make-icon
        COMMENT "Drawing the program's icon" VERBATIM)
    add_custom_target(pl_ico DEPENDS ${PL_ICO})
    add_library(pl_windows_resources OBJECT ${rc})
    add_dependencies(pl_windows_resources pl_ico)
    set_target_properties(pl_windows_resources PROPERTIES AUTOMOC OFF AUTORCC OFF)
    set_source_files_properties(${rc} PROPERTIES OBJECT_DEPENDS "${PL_ICO};${PL_MANIFEST}")
    if(MSVC)
        target_sources(${program} PRIVATE ${PL_MANIFEST}) # merged with the linker's own
    else()
        target_compile_definitions(pl_windows_resources PRIVATE PL_MANIFEST)
    endif()
    target_link_libraries(${program} PRIVATE pl_windows_resources)
endfunction()

# pl_windows_deploy(PROGRAM COMPONENT): installs what it loads. Qt's own tool does so from 6.5 on, and on Windows alone.
function(pl_windows_deploy program component)
    if(Qt6_VERSION VERSION_GREATER_EQUAL 6.5 AND NOT CMAKE_CROSSCOMPILING)
        qt_generate_deploy_app_script(TARGET ${program} OUTPUT_SCRIPT script NO_TRANSLATIONS)
        install(SCRIPT ${script} COMPONENT ${component})
        return()
    endif()
    pl_windows_plugins(${component})
    set(folders "$<TARGET_FILE_DIR:Qt6::Core>")
    foreach(dll libstdc++-6.dll libgcc_s_seh-1.dll libwinpthread-1.dll)
        execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=${dll}
            OUTPUT_VARIABLE found OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
        cmake_path(GET found PARENT_PATH folder)
        if(folder) # else it isn't there, or is linked statically
            list(APPEND folders ${folder})
        endif()
    endforeach()
    foreach(prefix IN LISTS CMAKE_FIND_ROOT_PATH CMAKE_PREFIX_PATH)
        list(APPEND folders ${prefix}/bin ${prefix}/lib)
    endforeach()
    list(REMOVE_DUPLICATES folders)
    install(CODE "set(PL_PROGRAM \"$<TARGET_FILE:${program}>\")
set(PL_FOLDERS \"${folders}\")
set(PL_OBJDUMP \"${CMAKE_OBJDUMP}\")
set(PL_STRIP \"${CMAKE_STRIP}\")
set(PL_BIN \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}\")" COMPONENT ${component})
    install(SCRIPT ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/deploy-dlls.cmake COMPONENT ${component})
endfunction()

# The plugins of Qt that the window needs: the platform, its look, TLS by Windows itself, and JPEG for an office's logo.
function(pl_windows_plugins component)
    foreach(plugin platforms/QWindowsIntegrationPlugin tls/QSchannelBackendPlugin imageformats/QJpegPlugin
                   styles/QWindowsVistaStylePlugin styles/QModernWindowsStylePlugin)
        cmake_path(GET plugin PARENT_PATH folder)
        cmake_path(GET plugin FILENAME name)
        if(TARGET Qt6::${name})
            install(FILES $<TARGET_FILE:Qt6::${name}> COMPONENT ${component}
                DESTINATION ${CMAKE_INSTALL_BINDIR}/${folder})
        elseif(NOT folder STREQUAL "styles") # one of them, by Qt's version
            message(FATAL_ERROR "This Qt has no ${name}: the window can't be packaged with it.")
        endif()
    endforeach()
endfunction()
