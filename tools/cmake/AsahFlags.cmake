# Flags as an INTERFACE target: asah::flags (language, warnings, hardening, sanitizers) is linked by
# every target of ours.
add_library(asah_flags INTERFACE)
add_library(asah::flags ALIAS asah_flags)
target_compile_features(asah_flags INTERFACE cxx_std_20)
target_include_directories(asah_flags INTERFACE ${PROJECT_SOURCE_DIR})
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
set(CMAKE_C_FLAGS_DEBUG "-O0 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")
set(CMAKE_C_FLAGS_RELEASE "-O2 -g1")

target_compile_options(asah_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wformat=2 -Wimplicit-fallthrough -Wundef -Wvla
    -Wextra-semi)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(asah_flags INTERFACE
        -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wuseless-cast -Wsuggest-override
        -Wcast-align=strict)
    # -Wnull-dereference and -Wmaybe-uninitialized are left out: at -O2 g++ 12 raises them falsely
    # inside its own library and Asio's headers. The asan tree looks for the real ones.
    target_compile_options(asah_flags INTERFACE -Wno-null-dereference -Wno-maybe-uninitialized)
endif()
if(ASAH_WERROR)
    target_compile_options(asah_flags INTERFACE -Werror)
endif()
target_compile_definitions(asah_flags INTERFACE
    ASAH_VERSION="${PROJECT_VERSION}" $<$<BOOL:${ASAH_TEST_HOOKS}>:ASAH_TEST_HOOKS=1>)

# Whole builds (release, package) read each header once for eight sources of a target. Every source
# still compiles by itself in some tree of the tests: in asan, and what asan leaves out says
# asah_keep_apart(). Folders whose sources repeat file-local names say it too.
set(CMAKE_UNITY_BUILD ${ASAH_JOIN_SOURCES})
if(ASAH_JOIN_SOURCES AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(asah_flags INTERFACE -Wno-subobject-linkage)  # takes joined sources for headers
endif()
macro(asah_keep_apart)
    set(CMAKE_UNITY_BUILD OFF)
endmacro()

# A sanitizer's own checks collide with _FORTIFY_SOURCE, so hardening is for the other trees.
if(ASAH_SANITIZE)
    target_compile_options(asah_flags INTERFACE
        -fsanitize=${ASAH_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(asah_flags INTERFACE -fsanitize=${ASAH_SANITIZE})
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
    target_compile_options(asah_flags INTERFACE
        -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection
        -fcf-protection=full)
    target_link_options(asah_flags INTERFACE -Wl,-z,relro,-z,now -pie)
endif()
if(ASAH_FUZZ)
    target_compile_options(asah_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# asah_add_library(<folder> SOURCES ... [PUBLIC ...] [PRIVATE ...]): library asah_<folder>, alias
# asah::<folder>.
function(asah_add_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(asah_${name} STATIC ${arg_SOURCES})
    add_library(asah::${name} ALIAS asah_${name})
    target_link_libraries(asah_${name} PUBLIC asah::flags ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()
