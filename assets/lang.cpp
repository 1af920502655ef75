#include "assets/lang.h"

#include <array>

#include "kiosk/core/base/assert.h"

namespace asah::assets {

std::string_view embedded_file(std::string_view name);

namespace {

constexpr std::array<std::string_view, 5> kFiles{"errors.txt", "problems.txt", "terminal.txt",
                                                 "hq.txt", "tools.txt"};

}  // namespace

Catalogue load_catalogue(Language language) {
    Catalogue catalogue;
    for (const auto file : kFiles) {
        const auto name = "lang/" + std::string(language_code(language)) + "/" + std::string(file);
        const auto added = catalogue.add(embedded_file(name));
        ASAH_ASSERT(added.has_value());
    }
    return catalogue;
}

}  // namespace asah::assets
