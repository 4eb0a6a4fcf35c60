# QCustomPlotQt6::QCustomPlotQt6 draws the charts. Debian brings a package by that name; vcpkg a library alone, which wants
# to know on Windows that it is a DLL.
include(FindPackageHandleStandardArgs)

find_package(QCustomPlotQt6 CONFIG QUIET)
if(TARGET QCustomPlotQt6::QCustomPlotQt6)
    set(QCUSTOMPLOT_LIBRARY QCustomPlotQt6::QCustomPlotQt6)
else()
    find_path(QCUSTOMPLOT_INCLUDE qcustomplot.h)
    find_library(QCUSTOMPLOT_LIBRARY NAMES QCustomPlotQt6 qcustomplot qcustomplot2)
    mark_as_advanced(QCUSTOMPLOT_INCLUDE QCUSTOMPLOT_LIBRARY)
endif()
find_package_handle_standard_args(QCustomPlotQt6 REQUIRED_VARS QCUSTOMPLOT_LIBRARY)
if(QCustomPlotQt6_FOUND AND NOT TARGET QCustomPlotQt6::QCustomPlotQt6)
    find_package(Qt6 REQUIRED COMPONENTS Widgets PrintSupport)
    add_library(QCustomPlotQt6::QCustomPlotQt6 INTERFACE IMPORTED)
    set_target_properties(QCustomPlotQt6::QCustomPlotQt6 PROPERTIES
        INTERFACE_LINK_LIBRARIES "${QCUSTOMPLOT_LIBRARY};Qt6::Widgets;Qt6::PrintSupport"
        INTERFACE_INCLUDE_DIRECTORIES "${QCUSTOMPLOT_INCLUDE}")
    cmake_path(GET QCUSTOMPLOT_LIBRARY PARENT_PATH pl_folder)
    file(GLOB pl_dlls "${pl_folder}/../bin/*[qQ][cC]ustom[pP]lot*.dll")
    if(pl_dlls)
        set_target_properties(QCustomPlotQt6::QCustomPlotQt6 PROPERTIES
            INTERFACE_COMPILE_DEFINITIONS QCUSTOMPLOT_USE_LIBRARY)
    endif()
endif()
