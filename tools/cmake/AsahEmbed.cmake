# asah_embed(<target> NAMESPACE <ns> NAME <name> FILES ...): compiles files into <target>. No header
# declares the function that gives them: the source that reads them declares it itself, in <ns>, as
# `std::string_view embedded_file(std::string_view name);`. Names are paths relative to the calling
# folder as given in FILES, empty view = no such file. Each <ns> in a program has one such set.
function(asah_embed target)
    cmake_parse_arguments(arg "" "NAMESPACE;NAME" "FILES" ${ARGN})
    set(out ${CMAKE_CURRENT_BINARY_DIR}/${arg_NAME}_embedded.cpp)
    set(paths)
    foreach(file ${arg_FILES})
        list(APPEND paths ${CMAKE_CURRENT_SOURCE_DIR}/${file})
    endforeach()
    list(JOIN arg_FILES "|" names)
    add_custom_command(OUTPUT ${out}
        COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DNAMESPACE=${arg_NAMESPACE}
                -DDIR=${CMAKE_CURRENT_SOURCE_DIR} "-DNAMES=${names}"
                -P ${PROJECT_SOURCE_DIR}/tools/cmake/embed_files.cmake
        DEPENDS ${paths} ${PROJECT_SOURCE_DIR}/tools/cmake/embed_files.cmake
        COMMENT "Embedding ${arg_NAME}" VERBATIM)
    target_sources(${target} PRIVATE ${out})
endfunction()
