// Every problem that the readers name has its texts in both languages, and every text is named.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <vector>

#include "assets/lang.h"

using namespace asah;

namespace {

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The product's sources.
std::vector<std::string> sources() {
    std::vector<std::string> texts;
    for (const auto* folder : {"kiosk", "sync", "tools"}) {
        const auto root = std::filesystem::path(ASAH_SOURCE_DIR) / folder;
        for (const auto& file : std::filesystem::recursive_directory_iterator(root)) {
            if (file.path().extension() == ".cpp") {
                texts.push_back(text_of(file.path()));
            }
        }
    }
    return texts;
}

std::set<std::string> literals() {
    std::set<std::string> found;
    const std::regex literal("\"([a-z0-9_]+)\"");
    for (const auto& text : sources()) {
        for (std::sregex_iterator at(text.begin(), text.end(), literal), end; at != end; ++at) {
            found.insert((*at)[1]);
        }
    }
    return found;
}

/// Keys in `.add("...")`, `add("...")`, `key = "..."` and `add({Field::Key}, "...")`, wherever
/// problems and findings are made.
std::set<std::string> named_problems() {
    std::set<std::string> found;
    const std::regex named(
        "(?:[. ]add\\(|[.]key = |[.]add\\((?:\\{[^{}]*\\}|spot),\\s*)\"([a-z0-9_]+)\"");
    for (const auto& text : sources()) {
        for (std::sregex_iterator at(text.begin(), text.end(), named), end; at != end; ++at) {
            found.insert((*at)[1]);
        }
    }
    return found;
}

}  // namespace

TEST_SUITE("kiosk/core/content/problem_texts") {
    TEST_CASE("every problem has cause and remedy in both languages") {
        const auto named = named_problems();
        CHECK(named.size() > 50);
        for (const auto language : {Language::Indonesian, Language::English}) {
            const auto catalogue = assets::load_catalogue(language);
            for (const auto& key : named) {
                CHECK_MESSAGE(catalogue.has("problem." + key + ".cause"), key);
                CHECK_MESSAGE(catalogue.has("problem." + key + ".remedy"), key);
            }
        }
    }

    TEST_CASE("every text of a problem is named by the code") {
        const auto known = literals();
        for (const auto language : {Language::Indonesian, Language::English}) {
            const auto catalogue = assets::load_catalogue(language);
            for (const auto& [key, text] : catalogue.all()) {
                if (!key.starts_with("problem.")) {
                    continue;
                }
                const auto end = key.rfind('.');
                CHECK_MESSAGE(known.contains(key.substr(8, end - 8)), key);
                CHECK_MESSAGE(text.find("gagal") == std::string::npos, key);
            }
        }
    }
}
