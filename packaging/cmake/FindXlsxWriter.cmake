# XlsxWriter::XlsxWriter is libxlsxwriter: <xlsxwriter.h>. A static one, as vcpkg's may be, uses minizip and zlib.
include(FindPackageHandleStandardArgs)

find_path(XLSXWRITER_INCLUDE xlsxwriter.h)
find_library(XLSXWRITER_LIBRARY xlsxwriter)
mark_as_advanced(XLSXWRITER_INCLUDE XLSXWRITER_LIBRARY)
find_package_handle_standard_args(XlsxWriter REQUIRED_VARS XLSXWRITER_LIBRARY XLSXWRITER_INCLUDE)
if(XlsxWriter_FOUND AND NOT TARGET XlsxWriter::XlsxWriter)
    add_library(XlsxWriter::XlsxWriter INTERFACE IMPORTED)
    set_target_properties(XlsxWriter::XlsxWriter PROPERTIES
        INTERFACE_LINK_LIBRARIES "${XLSXWRITER_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${XLSXWRITER_INCLUDE}")
    if(NOT XLSXWRITER_LIBRARY MATCHES "\\.(so|dylib|dll\\.a)$")
        find_package(Minizip REQUIRED)
        find_package(ZLIB REQUIRED)
        target_link_libraries(XlsxWriter::XlsxWriter INTERFACE Minizip::Minizip ZLIB::ZLIB)
    endif()
endif()
