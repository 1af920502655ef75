// asah-gallery: draws pages without a terminal behind them and writes each as a picture (PPM).
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>

#include "kiosk/shell/window.h"
#include "tools/gallery/pages.h"

namespace {

using asah::shell::Window;
using asah::shell::WindowSize;

constexpr int kFramesToSettle = 4;

bool write_picture(const std::string& path, WindowSize size, const Window& window) {
    const auto pixels = window.read_pixels();
    std::ofstream out(path, std::ios::binary);
    out << "P6\n" << size.width << ' ' << size.height << "\n255\n";
    for (const unsigned char byte : pixels) {
        out.put(static_cast<char>(byte));
    }
    return out.good();
}

int draw_all(WindowSize size, int text_percent, asah::ui::Theme theme, const std::string& folder) {
    auto window = Window::open(size);
    if (!window) {
        std::fprintf(stderr, "asah-gallery: %s\n", window.error().detail.c_str());
        return 1;
    }
    asah::ui::Ui ui;
    for (const asah::gallery::Page& page : asah::gallery::kPages) {
        for (int i = 0; i < kFramesToSettle; ++i) {
            const auto baked = ui.apply_look({size.width, size.height, text_percent, theme});
            if (!baked) {
                std::fprintf(stderr, "asah-gallery: %s\n", baked.error().detail.c_str());
                return 1;
            }
            if (*baked) {
                (*window)->upload_fonts();
            }
            Window::wait(0);
            (*window)->begin_frame();
            page.draw(ui);
            (*window)->end_frame();
        }
        if (!write_picture(folder + "/" + page.name + ".ppm", size, **window)) {
            return 1;
        }
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Writes pictures of what the terminal draws"};
    WindowSize size{1280, 800};
    std::string folder = ".";
    int text_percent = 100;
    bool is_contrast = false;
    app.add_option("--out", folder, "folder for the pictures");
    app.add_option("--width", size.width, "pixels");
    app.add_option("--height", size.height, "pixels");
    app.add_option("--text", text_percent, "text size in percent: 100, 125, 150 or 200");
    app.add_flag("--contrast", is_contrast, "high contrast");
    CLI11_PARSE(app, argc, argv);
    return draw_all(size, text_percent,
                    is_contrast ? asah::ui::Theme::HighContrast : asah::ui::Theme::Light, folder);
}
