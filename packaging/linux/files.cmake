# What desktops and Debian expect beside the programs: icons, manual pages, AppStream's data, notices and the changelog. The
# target package-files makes what is made; packaging/README.md says why each is there.
find_program(PL_RSVG rsvg-convert)
find_program(PL_GZIP gzip)
find_package(Python3 COMPONENTS Interpreter)
if(NOT PL_RSVG OR NOT PL_GZIP OR NOT Python3_FOUND)
    message(FATAL_ERROR "rsvg-convert, gzip or python3 is missing: install librsvg2-bin, gzip and python3")
endif()
add_custom_target(package-files ALL)

# pl_package_file(FILE COMMAND … DEPENDS …): a file that package-files makes.
function(pl_package_file file)
    add_custom_command(OUTPUT ${file} ${ARGN} VERBATIM)
    string(MAKE_C_IDENTIFIER package-${file} target)
    add_custom_target(${target} DEPENDS ${file})
    add_dependencies(package-files ${target})
endfunction()

# pl_man_page(PAGE COMPONENT): without the file's name and time in the archive.
function(pl_man_page page component)
    set(from ${CMAKE_CURRENT_SOURCE_DIR}/linux/${page})
    set(packed ${CMAKE_CURRENT_BINARY_DIR}/${page}.gz)
    pl_package_file(${packed} COMMAND sh -c "\"$1\" -9nc \"$2\" >\"$3\"" sh ${PL_GZIP} ${from} ${packed} DEPENDS ${from})
    install(FILES ${packed} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT ${component})
endfunction()

# pl_notices(PACKAGE COMPONENT): the licenses and the changelog, which takes the day from SOURCE_DATE_EPOCH.
function(pl_notices package component)
    set(docs ${CMAKE_INSTALL_DATADIR}/doc/${package})
    install(FILES linux/copyright DESTINATION ${docs} COMPONENT ${component})
    install(CODE "execute_process(COMMAND \"${Python3_EXECUTABLE}\" \"${CMAKE_CURRENT_SOURCE_DIR}/linux/make-changelog\"
        \"${CMAKE_SOURCE_DIR}/CHANGELOG.md\" ${package} ${PROJECT_VERSION} \"${CPACK_PACKAGE_CONTACT}\"
        \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${docs}/changelog.gz\" COMMAND_ERROR_IS_FATAL ANY)" COMPONENT ${component})
endfunction()

if(PL_SERVER)
    pl_man_page(plumber-leads-server.1 server)
    pl_notices(plumber-leads-server server)
    install(FILES linux/plumber-leads-server.overrides COMPONENT server
        DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME plumber-leads-server)
endif()
if(PL_DESKTOP)
    pl_man_page(plumber-leads.1 desktop)
    pl_notices(plumber-leads desktop)
    set(icon ${CMAKE_SOURCE_DIR}/resources/icons/plumber-leads.svg)
    set(icons ${CMAKE_INSTALL_DATADIR}/icons/hicolor)
    install(FILES ${icon} DESTINATION ${icons}/scalable/apps COMPONENT desktop)
    foreach(size 16 22 24 32 48 64 128 256 512)
        set(picture ${CMAKE_CURRENT_BINARY_DIR}/icons/${size}/plumber-leads.png)
        file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/icons/${size})
        pl_package_file(${picture} COMMAND ${PL_RSVG} --width ${size} --height ${size} --output ${picture} ${icon}
            DEPENDS ${icon})
        install(FILES ${picture} DESTINATION ${icons}/${size}x${size}/apps COMPONENT desktop)
    endforeach()
    install(FILES linux/plumber-leads.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT desktop)
    set(metainfo com.plumberleads.office.metainfo.xml)
    # TIMESTAMP is SOURCE_DATE_EPOCH's day, if it is set.
    install(CODE "string(TIMESTAMP PL_RELEASE_DAY %Y-%m-%d UTC)
        set(PROJECT_VERSION ${PROJECT_VERSION})
        configure_file(\"${CMAKE_CURRENT_SOURCE_DIR}/linux/${metainfo}.in\"
            \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/metainfo/${metainfo}\" @ONLY
            FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)" COMPONENT desktop)
endif()
