#include <algorithm>

#include "tools/gallery/pages.h"

namespace asah::gallery {

using namespace ui;

namespace {

void keep(Hit& hit, Hit other) {
    if (other) {
        hit = std::move(other);
    }
}

SittingTop sample_top() {
    return {.title = "Prates \u00b7 Teknologi Informasi dan Pemerintahan Elektronik",
            .position = "Soal 7 dari 20",
            .timer_label = "Sisa waktu",
            .timer = "18.42",
            .map_label = "Daftar Soal",
            .tool_label = "Bantuan"};
}

std::vector<Segment> sample_segments() {
    std::vector<Segment> segments(20);
    for (const std::size_t i : {0U, 1U, 2U, 5U, 6U}) {
        segments[i].state = SegmentState::Answered;
    }
    segments[3].state = SegmentState::Unsure;
    segments[6].is_current = true;
    return segments;
}

SittingItem sample_item() {
    return {.kicker = "Pilihan tunggal",
            .stem = "Cara menyimpan kata sandi aplikasi kantor yang paling aman adalah ...",
            .hint = "Pilih satu jawaban. Anda boleh menggantinya.",
            .options = {{.id = "quiz.option.a",
                         .letter = "A",
                         .text = "memakai pengelola kata sandi dengan sandi berbeda-beda",
                         .is_selected = true,
                         .mark = Mark::Saved,
                         .mark_text = "Tersimpan"},
                        {.id = "quiz.option.b",
                         .letter = "B",
                         .text = "memakai kata sandi yang sama untuk semua aplikasi"},
                        {.id = "quiz.option.c",
                         .letter = "C",
                         .text = "menulisnya di kertas yang ditempel di layar"},
                        {.id = "quiz.option.d",
                         .letter = "D",
                         .text = "memberitahukannya kepada satu rekan tepercaya sebagai cadangan"}},
            .more_below = "Masih ada pilihan di bawah"};
}

std::vector<MapCell> sample_cells() {
    static constexpr std::array<std::string_view, 20> kNumbers{
        "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "10",
        "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"};
    static constexpr std::array<std::string_view, 20> kIds{
        "map.item.1",  "map.item.2",  "map.item.3",  "map.item.4",  "map.item.5",
        "map.item.6",  "map.item.7",  "map.item.8",  "map.item.9",  "map.item.10",
        "map.item.11", "map.item.12", "map.item.13", "map.item.14", "map.item.15",
        "map.item.16", "map.item.17", "map.item.18", "map.item.19", "map.item.20"};
    std::vector<MapCell> cells;
    for (std::size_t i = 0; i < kNumbers.size(); ++i) {
        cells.push_back({.id = kIds[i],
                         .number = kNumbers[i],
                         .word = "kosong",
                         .state = SegmentState::Answered});
    }
    cells[3].state = cells[12].state = SegmentState::Unsure;
    cells[4].state = SegmentState::Empty;
    return cells;
}

Hit draw_map_page(Ui& ui, const Dialog* dialog) {
    ui.begin("map", dialog == nullptr ? "map" : "finish", "map.item.5");
    if (dialog != nullptr) {
        ui.cover();
    }
    Hit hit;
    const Frame frame = make_frame(ui, {});
    draw_grounds(ui, frame);
    Rect area = frame.body.inset(ui.metrics().margin, 0);
    keep(hit, draw_map_grid(ui, area,
                            {.chips = {{"17 sudah dijawab", Tone::Ok},
                                       {"2 ragu-ragu", Tone::Unsure},
                                       {"1 belum dijawab", Tone::Plain}},
                             .cells = sample_cells(),
                             .hint = "Tekan nomor untuk membuka soalnya."}));
    Shelf shelf(ui, frame.footer, ui.px(24));
    if (shelf.left({.id = "map.back",
                    .label = ui.metrics().is_large_text ? "Kembali" : "Kembali Mengerjakan",
                    .icon = Icon::ArrowBack})) {
        hit = "map.back";
    }
    if (shelf.right({.id = "map.finish",
                     .label = "Selesai",
                     .kind = ButtonKind::Primary,
                     .trailing = Icon::ArrowForward})) {
        hit = "map.finish";
    }
    SittingTop top = sample_top();
    top.title = top.position = "Daftar Soal";
    top.map_label = "";
    keep(hit, draw_sitting_top(ui, frame, top));
    if (dialog != nullptr) {
        keep(hit, draw_dialog(ui, *dialog));
    }
    ui.end();
    return hit;
}

}  // namespace

Hit draw_quiz(Ui& ui) {
    ui.begin("quiz", "quiz.7", "quiz.option.a");
    Hit hit;
    const Frame frame = make_frame(ui, {.strip = Has::Yes});
    draw_grounds(ui, frame);
    keep(hit, draw_sitting_item(ui, frame.body, sample_item()));
    keep(hit, draw_sitting_footer(ui, frame.footer,
                                  {.previous = "Sebelumnya",
                                   .unsure = "Ragu-ragu",
                                   .skip = "Lewati Soal Ini",
                                   .next = "Simpan dan Lanjutkan"}));
    keep(hit, draw_sitting_strip(ui, frame, sample_top(), sample_segments()));
    keep(hit, draw_sitting_top(ui, frame, sample_top()));
    ui.end();
    return hit;
}

Hit draw_number(Ui& ui) {
    ui.begin("quiz", "quiz.8", "quiz.number");
    Hit hit;
    const Frame frame = make_frame(ui, {.strip = Has::Yes});
    draw_grounds(ui, frame);
    SittingItem item{.kicker = "Angka",
                     .stem = "Pada Juni ada 92 pengaduan, pada Mei 80. Berapa persen kenaikannya?",
                     .hint = "Tulis angka saja.",
                     .options = {}};
    item.number = NumberEntry{.field = {.id = "quiz.number",
                                        .label = "Jawaban",
                                        .shown = "15",
                                        .state = FieldState::Active,
                                        .length = 2},
                              .unit = "persen",
                              .problem = {},
                              .mark = Mark::Saved,
                              .mark_text = "Tersimpan",
                              .keypad_prefix = "quiz.key.",
                              .minus = "\u2212",
                              .erase = "Hapus"};
    keep(hit, draw_sitting_item(ui, frame.body, item));
    keep(hit, draw_sitting_footer(ui, frame.footer,
                                  {.previous = "Sebelumnya",
                                   .unsure = "Ragu-ragu",
                                   .skip = {},
                                   .next = "Simpan dan Lanjutkan"}));
    keep(hit, draw_sitting_strip(ui, frame, sample_top(), sample_segments()));
    keep(hit, draw_sitting_top(ui, frame, sample_top()));
    ui.end();
    return hit;
}

Hit draw_short_text(Ui& ui) {
    ui.begin("quiz", "quiz.9", "quiz.text");
    Hit hit;
    const Frame frame = make_frame(ui, {.strip = Has::No});
    draw_grounds(ui, frame);
    Rect body = frame.body;
    Rect keys = body.cut_bottom(keyboard_px(ui));
    body = body.inset(ui.metrics().margin, ui.px(12));
    Rect inner = ui.begin_scroll("quiz.item", body);
    inner.cut_top(ui.text(inner, "Tulis nama format berkas yang dapat dibaca lembar kerja.",
                          {Step::Stem, Weight::Regular, Colour::Ink}),
                  ui.px(10));
    const Rect line = inner.cut_top(std::max(ui.px(60), ui.tx(56)));
    if (ui.field(line, {.id = "quiz.text",
                        .label = "Jawaban",
                        .shown = "csv",
                        .state = FieldState::Active,
                        .length = 3})) {
        hit = "quiz.text";
    }
    ui.end_scroll(line.bottom() + ui.px(8));
    const auto key = draw_keyboard(
        ui, keys, Case::Lower,
        {.shift = "Besar", .space = "Spasi", .erase = "Hapus", .fold = "Tutup papan"});
    if (key) {
        hit = "key";
    }
    keep(hit, draw_sitting_footer(ui, frame.footer,
                                  {.previous = "Sebelumnya",
                                   .unsure = "Ragu-ragu",
                                   .skip = {},
                                   .next = "Simpan dan Lanjutkan"}));
    SittingTop top = sample_top();
    keep(hit, draw_sitting_top(ui, frame, top));
    ui.end();
    return hit;
}

Hit draw_map(Ui& ui) { return draw_map_page(ui, nullptr); }

Hit draw_finish(Ui& ui) {
    const Dialog dialog{
        .id = "finish.dialog",
        .question = "Apakah Anda yakin ingin mengakhiri?",
        .sentence = "Setelah diakhiri, jawaban tidak dapat diubah lagi.",
        .facts = {{Icon::CheckCircle, Colour::Ok, "19 jawaban tersimpan, 2 di antaranya ragu-ragu"},
                  {Icon::RadioButtonUnchecked, Colour::Ink, "1 soal belum dijawab: nomor 5"},
                  {Icon::Schedule, Colour::Ink, "Masih ada 4 menit 36 detik"}},
        .safe = {.id = "finish.back", .label = "Kembali Mengerjakan", .kind = ButtonKind::Primary},
        .other = {.id = "finish.confirm", .label = "Ya, Akhiri"}};
    return draw_map_page(ui, &dialog);
}

}  // namespace asah::gallery
