#include "kiosk/ui/fonts.h"

#include <imgui.h>

#include <array>
#include <cmath>
#include <fstream>
#include <functional>
#include <map>
#include <vector>

#include "kiosk/core/items/terminal_signs.h"

namespace asah::ui {

namespace {

// ImGui takes ascent minus descent as a font's size; Noto Sans has 1069 + 293 units of 1000 an em.
constexpr float kNotoBox = 1.362F;
// Noto Sans Math: 1069 + 423 units of 1000 an em.
constexpr float kSignSize = 1.492F / kNotoBox;
constexpr float kOversampleBelowPx = 24;

/// ImGui's list of ranges: pairs of ends, then 0. It borrows the list until the atlas is built.
template <std::size_t N>
constexpr std::array<ImWchar, 2 * N + 1> ranges_of(const std::array<items::SignRange, N>& signs) {
    std::array<ImWchar, 2 * N + 1> ranges{};
    for (std::size_t i = 0; i < N; ++i) {
        ranges[2 * i] = static_cast<ImWchar>(signs[i].first);
        ranges[2 * i + 1] = static_cast<ImWchar>(signs[i].last);
    }
    return ranges;
}
constexpr auto kTextRanges = ranges_of(items::kTextSigns);
// Noto Sans has no arrows and few signs of mathematics; its companion has.
constexpr const char* kSignFont = "/usr/share/fonts/truetype/noto/NotoSansMath-Regular.ttf";
constexpr auto kSignRanges = ranges_of(items::kMathSigns);
constexpr ImWchar kDisplayRanges[] = {0x0020, 0x005A, 0};

constexpr std::array kSteps{Step::Caption,   Step::Body,    Step::Option, Step::Stem,
                            Step::StemShort, Step::Heading, Step::Title,  Step::Display};

// Which weights a step is drawn in; the other weight falls back to this one.
bool is_baked(Step step, Weight weight) {
    switch (step) {
        case Step::Caption:
        case Step::Body:
        case Step::Option:
            return true;
        case Step::Stem:
        case Step::StemShort:
            return weight == Weight::Regular;
        case Step::Heading:
        case Step::Title:
        case Step::Display:
            return weight == Weight::Bold;
    }
    return true;
}

/// The files of one bake, each read once; the atlas borrows the bytes until it is built.
class FontFiles {
   public:
    Result<void> read(const char* path) {
        std::ifstream file(path, std::ios::binary | std::ios::ate);
        const auto size = file.tellg();
        std::vector<char> bytes(file.good() && size > 0 ? static_cast<std::size_t>(size) : 0);
        file.seekg(0);
        if (bytes.empty() || !file.read(bytes.data(), size)) {
            return fail(ErrorCode::FileMissing, path);
        }
        m_files.emplace(path, std::move(bytes));
        return {};
    }
    ImFont* add(const char* path, float size, ImFontConfig config, const ImWchar* ranges) {
        auto& bytes = m_files.at(path);
        config.FontDataOwnedByAtlas = false;
        return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(
            bytes.data(), static_cast<int>(bytes.size()), size, &config, ranges);
    }

   private:
    std::map<std::string, std::vector<char>, std::less<>> m_files;
};

ImFont* add_text_font(FontFiles& files, const char* path, float em, Step step) {
    ImFontConfig config;
    config.OversampleH = em < kOversampleBelowPx ? 2 : 1;
    config.OversampleV = 1;
    config.PixelSnapH = em >= kOversampleBelowPx;
    const ImWchar* ranges = step == Step::Display ? kDisplayRanges : kTextRanges.data();
    const float size = std::round(em * kNotoBox);
    ImFont* font = files.add(path, size, config, ranges);
    if (step != Step::Display) {
        config.MergeMode = true;
        files.add(kSignFont, size * kSignSize, config, kSignRanges.data());
    }
    return font;
}

ImFont* add_icon_font(FontFiles& files, float size) {
    static_assert(sizeof(ImWchar) == 2, "icon points are 16 bit");
    // Pairs of equal ends, sorted or not: ImGui reads them one after another until it copies
    // them, so the array must outlive Build(); it is a constant.
    struct Ranges {
        std::array<ImWchar, 2 * kIconPoints.size() + 1> pairs{};
        constexpr Ranges() {
            std::size_t n = 0;
            for (std::size_t i = 1; i < kIconPoints.size() && kIconPoints[i] != 0; ++i) {
                pairs[n++] = kIconPoints[i];
                pairs[n++] = kIconPoints[i];
            }
        }
    };
    static constexpr Ranges kRanges;
    ImFontConfig config;
    config.OversampleH = 1;
    config.OversampleV = 1;
    return files.add(kIconFont, std::round(size), config, kRanges.pairs.data());
}

}  // namespace

Result<Fonts> bake_fonts(const Look& look) {
    FontFiles files;
    for (const char* path : {kRegularFont, kBoldFont, kSignFont, kIconFont}) {
        ASAH_CHECK(files.read(path));
    }
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    atlas.Flags |= ImFontAtlasFlags_NoMouseCursors;
    Fonts fonts;
    for (const Step step : kSteps) {
        auto& pair = fonts.text[static_cast<std::size_t>(step)];
        for (const Weight weight : {Weight::Regular, Weight::Bold}) {
            if (is_baked(step, weight)) {
                pair[static_cast<std::size_t>(weight)] =
                    add_text_font(files, weight == Weight::Regular ? kRegularFont : kBoldFont,
                                  em_px(step, look), step);
            }
        }
        pair[0] = pair[0] == nullptr ? pair[1] : pair[0];
        pair[1] = pair[1] == nullptr ? pair[0] : pair[1];
    }
    const Metrics metrics = make_metrics(look);
    fonts.icon_small = add_icon_font(files, 20 * metrics.scale * metrics.text);
    fonts.icon = add_icon_font(files, 24 * metrics.scale * metrics.text);
    ImGui::GetIO().FontDefault = fonts.text[1][0];
    atlas.Build();
    atlas.ClearInputData();  // a later look starts from the files again
    return fonts;
}

}  // namespace asah::ui
