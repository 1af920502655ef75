# Third-party libraries, all from Debian. Which folders may include whose headers: THIRD in
# tools/lint/lint.py.
find_package(PkgConfig REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(Threads REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
# CLI11 inlines the growth of a vector<string>, which g++ 12 takes for a null pointer at -O2.
set_property(TARGET CLI11::CLI11 APPEND PROPERTY INTERFACE_COMPILE_OPTIONS -Wno-null-dereference)
find_package(tl-expected REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(CURL REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
if(ASAH_BUILD_TESTS)
    find_package(doctest REQUIRED)
endif()
