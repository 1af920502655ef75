# asah_add_tests(<name> SOURCES ... LIBRARIES ...): one doctest executable of a layer, each case a
# test of ctest. Sources are listed, since cases in a static library are dropped by the linker.
include(doctest)
function(asah_add_tests name)
    cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LIBRARIES" ${ARGN})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    add_executable(${name} ${PROJECT_SOURCE_DIR}/tests/support/test_main.cpp ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE asah::flags asah::base doctest::doctest ${arg_LIBRARIES})
    target_compile_definitions(${name} PRIVATE
        DOCTEST_CONFIG_SUPER_FAST_ASSERTS ASAH_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    target_compile_options(${name} PRIVATE -O0 -Wno-null-dereference
        $<$<STREQUAL:${CMAKE_BUILD_TYPE},Release>:-U_FORTIFY_SOURCE>)
    doctest_discover_tests(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} ADD_LABELS 0 TEST_PREFIX "${name}: ")
endfunction()
