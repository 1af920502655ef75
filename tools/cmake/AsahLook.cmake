# asah_look(<json> <header>): turns the look's tokens into a C++ header (colours of both themes, type
# steps, icons), so that no colour or size is written a second time.
function(asah_look json_path out)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${json_path})
    file(READ ${json_path} json)

    # snake_case to PascalCase
    function(pascal name result)
        string(REPLACE "_" ";" parts "${name}")
        set(text "")
        foreach(part ${parts})
            string(SUBSTRING "${part}" 0 1 head)
            string(SUBSTRING "${part}" 1 -1 tail)
            string(TOUPPER "${head}" head)
            string(APPEND text "${head}${tail}")
        endforeach()
        set(${result} "${text}" PARENT_SCOPE)
    endfunction()

    set(names "")
    set(light "")
    set(contrast "")
    foreach(group colour chart)
        string(JSON count LENGTH "${json}" themes light ${group})
        math(EXPR last "${count} - 1")
        foreach(i RANGE ${last})
            string(JSON key MEMBER "${json}" themes light ${group} ${i})
            set(name ${key})
            if(group STREQUAL "chart")
                set(name chart_${key})
            endif()
            pascal(${name} name)
            string(APPEND names "    ${name},\n")
            string(JSON value GET "${json}" themes light ${group} ${key})
            string(SUBSTRING "${value}" 1 6 value)
            string(APPEND light "    0x${value},\n")
            string(JSON value GET "${json}" themes high_contrast ${group} ${key})
            string(SUBSTRING "${value}" 1 6 value)
            string(APPEND contrast "    0x${value},\n")
        endforeach()
    endforeach()

    set(steps "")
    set(heights "")
    set(sizes "")
    foreach(step caption body option stem stem_short heading title display)
        pascal(${step} name)
        string(APPEND steps "    ${name},\n")
        string(JSON value GET "${json}" type line_height ${step})
        string(APPEND heights "    ${value}F,\n")
    endforeach()
    foreach(percent 100 125 150 200)
        set(row "")
        foreach(step caption body option stem stem_short heading title display)
            string(JSON value GET "${json}" type steps_percent ${percent} ${step})
            string(APPEND row "${value}, ")
        endforeach()
        string(APPEND sizes "    {${row}},\n")
    endforeach()

    set(icons "")
    set(points "")
    string(JSON count LENGTH "${json}" icons codepoints)
    math(EXPR last "${count} - 1")
    foreach(i RANGE ${last})
        string(JSON key MEMBER "${json}" icons codepoints ${i})
        string(JSON value GET "${json}" icons codepoints ${key})
        string(SUBSTRING "${value}" 2 -1 value)
        pascal(${key} name)
        string(APPEND icons "    ${name},\n")
        string(APPEND points "    0x${value},\n")
    endforeach()

    string(JSON regular GET "${json}" font regular)
    string(JSON bold GET "${json}" font bold)
    string(JSON icon_file GET "${json}" icons file)
    file(CONFIGURE OUTPUT ${out} @ONLY CONTENT [[
// Made from the look's tokens by tools/cmake/AsahLook.cmake; do not edit.
#pragma once

#include <array>
#include <cstdint>

namespace asah::ui {

enum class Colour : std::uint8_t {
@names@};
enum class Step : std::uint8_t {
@steps@};
enum class Icon : std::uint8_t {
    None,
@icons@};

inline constexpr std::array kLightColours{
@light@};
inline constexpr std::array kContrastColours{
@contrast@};
inline constexpr std::array kLineHeights{
@heights@};
// Pixels at 100, 125, 150 and 200 %, in the order of Step.
inline constexpr int kStepPixels[4][8] = {
@sizes@};
inline constexpr std::array<std::uint16_t, 256> kIconPoints{
    0,
@points@};

inline constexpr const char* kRegularFont = "@regular@";
inline constexpr const char* kBoldFont = "@bold@";
inline constexpr const char* kIconFont = "@icon_file@";

}  // namespace asah::ui
]])
endfunction()
