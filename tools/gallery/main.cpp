// asah-gallery: draws pages without a terminal behind them and writes each as a picture (PPM).
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <functional>

#include "assets/lang.h"
#include "kiosk/shell/window.h"
#include "kiosk/ui/draw/draw_app.h"
#include "tools/gallery/pages.h"

namespace {

using asah::shell::Window;
using asah::shell::WindowSize;

constexpr int kFramesToSettle = 4;

bool write_picture(const std::string& path, WindowSize size, const Window& window) {
    const auto pixels = window.read_pixels();
    std::ofstream out(path, std::ios::binary);
    out << "P6\n" << size.width << ' ' << size.height << "\n255\n";
    std::string bytes(pixels.begin(), pixels.end());
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return out.good();
}

struct Options {
    WindowSize size{1280, 800};
    std::string folder = ".";
    std::string language = "id";
    std::string only;
    int text_percent = 100;
    bool is_contrast = false;
};

class Gallery {
   public:
    Gallery(Options options, Window& window)
        : m_options(std::move(options)),
          m_window(window),
          m_language(m_options.language == "en" ? asah::Language::English
                                                : asah::Language::Indonesian),
          m_catalogue(asah::assets::load_catalogue(m_language)) {}

    bool draw_page(asah::gallery::Page page) {
        page.state.language = m_language;
        const auto view = asah::screens::make_app_view(page.state, m_catalogue);
        return draw(page.name, [&](asah::ui::Ui& ui) { asah::ui::draw_app(ui, view); });
    }

    bool draw(const std::string& name, const std::function<void(asah::ui::Ui&)>& paint) {
        if (!m_options.only.empty() && name != m_options.only) {
            return true;
        }
        for (int i = 0; i < kFramesToSettle; ++i) {
            const auto baked = m_ui.apply_look(
                {m_options.size.width, m_options.size.height, m_options.text_percent,
                 m_options.is_contrast ? asah::ui::Theme::HighContrast : asah::ui::Theme::Light});
            if (!baked) {
                std::fprintf(stderr, "asah-gallery: %s\n", baked.error().detail.c_str());
                return false;
            }
            if (*baked) {
                m_window.upload_fonts();
            }
            Window::wait(0);
            m_window.begin_frame();
            paint(m_ui);
            m_window.end_frame();
        }
        return write_picture(m_options.folder + "/" + name + ".ppm", m_options.size, m_window);
    }

   private:
    Options m_options;
    Window& m_window;
    asah::Language m_language;
    asah::Catalogue m_catalogue;
    asah::ui::Ui m_ui;
};

int draw_all(const Options& options) {
    auto window = Window::open(options.size);
    if (!window) {
        std::fprintf(stderr, "asah-gallery: %s\n", window.error().detail.c_str());
        return 1;
    }
    Gallery gallery(options, **window);
    bool is_good = gallery.draw("components", asah::gallery::draw_components);
    for (asah::gallery::Page& page : asah::gallery::make_pages()) {
        is_good = is_good && gallery.draw_page(std::move(page));
    }
    return is_good ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Writes pictures of what the terminal draws"};
    Options options;
    app.add_option("--out", options.folder, "folder for the pictures");
    app.add_option("--width", options.size.width, "pixels");
    app.add_option("--height", options.size.height, "pixels");
    app.add_option("--text", options.text_percent, "text size in percent: 100, 125, 150 or 200");
    app.add_option("--lang", options.language, "id or en")->check(CLI::IsMember({"id", "en"}));
    app.add_option("--only", options.only, "one page alone");
    app.add_flag("--contrast", options.is_contrast, "high contrast");
    CLI11_PARSE(app, argc, argv);
    return draw_all(options);
}
