# The macOS program as a bundle: what the Finder reads of it, its icon, and Qt inside.

# pl_macos_bundle(PROGRAM): makes its bundle complete. The oldest macOS is the one for which everything is compiled.
function(pl_macos_bundle program)
    find_package(Python3 REQUIRED COMPONENTS Interpreter)
    find_program(PL_RSVG_CONVERT rsvg-convert REQUIRED)
    set(here ${CMAKE_CURRENT_FUNCTION_LIST_DIR})
    set(drawing ${here}/../../resources/icons/plumber-leads.svg)
    set(icon ${CMAKE_CURRENT_BINARY_DIR}/plumber-leads.icns)
    add_custom_command(OUTPUT ${icon}
        COMMAND Python3::Interpreter ${here}/../make-icon ${PL_RSVG_CONVERT} ${drawing} ${icon}
        DEPENDS ${drawing} ${here}/../make-icon
        COMMENT "Drawing the program's icon" VERBATIM)
    add_custom_target(pl_icns DEPENDS ${icon})
    add_dependencies(${program} pl_icns)
    target_sources(${program} PRIVATE ${icon})
    set_source_files_properties(${icon} TARGET_DIRECTORY ${program} PROPERTIES
        GENERATED ON MACOSX_PACKAGE_LOCATION Resources)
    set(PL_MINIMUM_MACOS ${CMAKE_OSX_DEPLOYMENT_TARGET})
    if(NOT PL_MINIMUM_MACOS)
        set(PL_MINIMUM_MACOS 12.0) # what Qt 6.8 and Homebrew's libraries need; Qt 6.4 alone would run on 10.14
    endif()
    # What CMake fills in by itself, it takes from the target; the rest here.
    file(READ ${here}/Info.plist.in plist)
    string(REPLACE "\${PL_MINIMUM_MACOS}" "${PL_MINIMUM_MACOS}" plist "${plist}")
    file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/Info.plist.in CONTENT "${plist}" @ONLY)
    set_target_properties(${program} PROPERTIES
        MACOSX_BUNDLE ON
        MACOSX_BUNDLE_INFO_PLIST ${CMAKE_CURRENT_BINARY_DIR}/Info.plist.in
        MACOSX_BUNDLE_BUNDLE_NAME "Plumber Leads"
        MACOSX_BUNDLE_BUNDLE_VERSION ${PROJECT_VERSION}
        MACOSX_BUNDLE_SHORT_VERSION_STRING ${PROJECT_VERSION}
        MACOSX_BUNDLE_GUI_IDENTIFIER com.plumberleads.office
        MACOSX_BUNDLE_ICON_FILE plumber-leads.icns
        MACOSX_BUNDLE_COPYRIGHT "Free software under the GNU General Public License, version 3 or later")
endfunction()

# pl_macos_deploy(PROGRAM COMPONENT): installs Qt into the bundle.
function(pl_macos_deploy program component)
    if(Qt6_VERSION VERSION_LESS 6.5)
        message(FATAL_ERROR "Packaging for macOS takes Qt 6.5 or later; this is ${Qt6_VERSION}.")
    endif()
    qt_generate_deploy_app_script(TARGET ${program} OUTPUT_SCRIPT script)
    install(SCRIPT ${script} COMPONENT ${component})
endfunction()
