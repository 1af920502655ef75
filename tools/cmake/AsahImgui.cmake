# Dear ImGui 1.90.1 as the static library asah_imgui (core and the GLFW and OpenGL 3 backends), built
# from the source that tools/imgui.sh fetched or from -DASAH_IMGUI_SOURCE=DIR.
find_package(glfw3 3.3 REQUIRED)

set(imgui_dir ${ASAH_IMGUI_SOURCE})
if(NOT imgui_dir)
    set(imgui_dir ${PROJECT_SOURCE_DIR}/build/imgui)
endif()
if(NOT EXISTS ${imgui_dir}/imgui.h)
    message(FATAL_ERROR
        "Dear ImGui's source is not in ${imgui_dir}. Run tools/imgui.sh, give an unpacked 1.90.1 "
        "source with -DASAH_IMGUI_SOURCE=DIR, or build without windows by -DASAH_BUILD_UI=OFF.")
endif()

add_library(asah_imgui STATIC
    ${imgui_dir}/imgui.cpp
    ${imgui_dir}/imgui_draw.cpp
    ${imgui_dir}/imgui_tables.cpp
    ${imgui_dir}/imgui_widgets.cpp
    ${imgui_dir}/backends/imgui_impl_glfw.cpp
    ${imgui_dir}/backends/imgui_impl_opengl3.cpp)
add_library(asah::imgui ALIAS asah_imgui)
target_compile_features(asah_imgui PRIVATE cxx_std_17)
# The debug trees too: a frame of unoptimised ImGui costs ten times as much.
target_compile_options(asah_imgui PRIVATE -O2 -w)
target_compile_definitions(asah_imgui PUBLIC IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_OBSOLETE_FUNCTIONS)
target_include_directories(asah_imgui SYSTEM PUBLIC ${imgui_dir} ${imgui_dir}/backends)
target_link_libraries(asah_imgui PUBLIC glfw ${CMAKE_DL_LIBS})
