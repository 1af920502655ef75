#include <cmath>

#include "tools/gallery/pages.h"

namespace asah::gallery {

using namespace ui;

namespace {

PanelWords sample_panel() {
    return {.brand = "Asah",
            .welcome = "Selamat datang.",
            .promise =
                "Di sini Anda melihat kemampuan yang sudah kuat dan memilih langkah "
                "berikutnya.",
            .notes = {{Icon::Lock,
                       "Hasil Anda tidak diumumkan. Rekan dan atasan tidak dapat melihatnya."},
                      {Icon::Save, "Setiap jawaban langsung tersimpan, juga saat listrik padam."}},
            .place = "Pemerintah Kota Padangsidimpuan\nKios DISKOMINFO-02"};
}

}  // namespace

Hit draw_sign_in(Ui& ui) {
    ui.begin("sign_in", "sign_in", "signin.number");
    Rect area = draw_welcome_panel(ui, sample_panel());
    area = area.inset(ui.px(ui.metrics().grid == Grid::Wide ? 48 : 20), 0);
    area.cut_top(ui.px(ui.metrics().is_compact ? 24 : 136));
    area.cut_bottom(ui.px(24));
    const auto result = draw_digit_entry(ui, area,
                                         {.title = "Masuk",
                                          .number = {.id = "signin.number",
                                                     .label = "NIP atau NI PPPK",
                                                     .shown = "19810613 200703 2 933",
                                                     .length = 18},
                                          .number_note = "18 angka, lengkap",
                                          .number_tone = Tone::Ok,
                                          .pin_id = "signin.pin",
                                          .pin_label = "PIN (6 angka)",
                                          .pin_length = 3,
                                          .is_pin_active = true,
                                          .pin_note = "Angka PIN tidak ditampilkan.",
                                          .problem = {},
                                          .submit = {.id = "signin.submit",
                                                     .label = "Masuk",
                                                     .kind = ButtonKind::Primary,
                                                     .enabled = Enabled::No},
                                          .keypad_prefix = "signin.key.",
                                          .keypad = {.clear = "Kosongkan", .erase = "Hapus"}});
    ui.end();
    return result.hit;
}

Hit draw_home(Ui& ui) {
    ui.begin("home", "home", "home.start.mandiri");
    Hit hit;
    const Frame frame = make_frame(ui, {.strip = Has::No, .footer = Has::No});
    draw_grounds(ui, frame);
    const Rect area = frame.body.inset(ui.metrics().margin, ui.px(20));
    Rect inner = ui.begin_scroll("home.body", area);
    float y = inner.y;
    y += ui.text({inner.x, y, inner.w, 0}, "Selamat pagi, Bu Annisa.",
                 {Step::Title, Weight::Bold, Colour::Ink, Align::Left});
    y += ui.text({inner.x, y, inner.w, 0}, "Kepala Subbagian Umum dan Kepegawaian \u00b7 BPKPAD",
                 {Step::Option, Weight::Regular, Colour::InkSoft, Align::Left});
    y += ui.px(24);
    const auto card =
        draw_continue_card(ui, {inner.x, y, inner.w, 0},
                           {.kicker = "Lanjutkan dari tempat Anda berhenti",
                            .title = "Prates: Teknologi Informasi dan Pemerintahan Elektronik",
                            .facts = "Soal 7 dari 20, sisa waktu 18 menit\n5 jawaban tersimpan",
                            .action = {.id = "home.continue.prates",
                                       .label = "Lanjutkan Sesi",
                                       .kind = ButtonKind::OnPanel,
                                       .icon = Icon::PlayArrow}});
    y += card.height + ui.px(28);
    const auto list = draw_offers(
        ui, {inner.x, y, inner.w, 0},
        {{.icon = Icon::SelfImprovement,
          .title = "Penilaian Mandiri: Teknologi Informasi",
          .caption = "3 pernyataan \u00b7 sekitar 3 menit \u00b7 tanpa nilai benar atau salah",
          .chip = "",
          .action =
              Button{.id = "home.start.mandiri", .label = "Mulai", .kind = ButtonKind::Primary}},
         {.icon = Icon::TaskAlt,
          .title = "Pemetaan Pengelolaan Mutu Pelayanan",
          .caption = "Selesai 18 November 2026",
          .chip = "Selesai",
          .chip_tone = Tone::Ok,
          .chip_icon = Icon::CheckCircle,
          .action = Button{.id = "home.result.mutu", .label = "Hasil"}}});
    ui.end_scroll(y + list.height + ui.px(8));
    hit = card.hit ? card.hit : list.hit;
    draw_brand(ui, frame.top, "Asah", ui.px(200));
    ui.end();
    return hit;
}

Hit draw_start(Ui& ui) {
    ui.begin("before_start", "before_start", "start.begin");
    Hit hit;
    const Frame frame = make_frame(ui, {});
    draw_grounds(ui, frame);
    draw_before_start(
        ui, frame.body,
        {.kicker = "Prates",
         .title = "Teknologi Informasi dan Pemerintahan Elektronik",
         .facts = {{Icon::Description, "20 soal, satu per layar"},
                   {Icon::Schedule, "25 menit"},
                   {Icon::MoreTime, "Waktu dapat ditambah petugas"}},
         .purpose = "Ini garis awal, bukan vonis. Hasilnya dipakai untuk memilih pelatihan yang "
                    "cocok.",
         .heading = "Yang perlu Anda ketahui",
         .promises = {{Icon::Lock, "Hasil tidak diumumkan",
                       "Rekan dan atasan tidak melihatnya. Tim pemetaan kepegawaian membacanya "
                       "dengan catatan akses."},
                      {Icon::Save, "Jawaban langsung tersimpan",
                       "Bila listrik padam, Anda melanjutkan di soal yang sama dengan sisa waktu "
                       "yang sama."},
                      {Icon::Undo, "Boleh mengubah dan melewati",
                       "Jawaban dapat diganti tanpa pengurangan nilai."}}});
    Shelf shelf(ui, frame.footer, ui.px(24));
    if (shelf.left({.id = "start.back",
                    .label = "Beranda",
                    .kind = ButtonKind::Quiet,
                    .icon = Icon::ArrowBack})) {
        hit = "start.back";
    }
    if (shelf.right({.id = "start.begin",
                     .label = "Mulai",
                     .kind = ButtonKind::Primary,
                     .trailing = Icon::ArrowForward})) {
        hit = "start.begin";
    }
    draw_brand(ui, frame.top, "Sebelum mulai", ui.px(24));
    ui.end();
    return hit;
}

Hit draw_result(Ui& ui) {
    ui.begin("result", "result", "result.home");
    Hit hit;
    const Frame frame = make_frame(ui, {});
    draw_grounds(ui, frame);
    const Rect area = frame.body.inset(ui.metrics().margin, ui.px(16));
    Rect inner = ui.begin_scroll("result.body", area);
    inner.y +=
        ui.text(inner, "Anda sudah mencapai standar jabatan pada 1 dari 3 kompetensi teknis.",
                {Step::Heading, Weight::Bold, Colour::Ink, Align::Left}) +
        ui.px(16);
    const float end = draw_level_chart(
        ui, inner,
        {.level_names = {"Paham", "Dasar", "Menengah", "Mumpuni", "Ahli"},
         .rows = {{.name = "Teknologi Informasi dan Pemerintahan Elektronik",
                   .bar = {.level = 3, .required = 2, .low = 2.5F, .high = 3.6F},
                   .status = "Di atas standar",
                   .status_icon = Icon::KeyboardArrowUp,
                   .note = {}},
                  {.name = "Pengelolaan Standar dan Mutu Pelayanan",
                   .bar = {.level = 2, .required = 3, .low = 1.6F, .high = 2.7F, .self_level = 3},
                   .status = "Ruang pengembangan",
                   .status_icon = Icon::Explore,
                   .status_colour = Colour::Accent,
                   .note = {}},
                  {.name = "Analisis Data dan Pemecahan Masalah",
                   .bar = {.required = 2, .is_stated = false},
                   .status = "Belum cukup bukti",
                   .status_icon = Icon::HourglassEmpty,
                   .status_colour = Colour::InkSoft,
                   .note = "Baru 3 dari 6 butir"}}});
    ui.end_scroll(end + ui.px(8));
    Shelf shelf(ui, frame.footer, ui.px(24));
    if (shelf.right({.id = "result.home",
                     .label = "Beranda",
                     .kind = ButtonKind::Primary,
                     .trailing = Icon::ArrowForward})) {
        hit = "result.home";
    }
    ui.label(shelf.rest(), "Kode bukti 7F3A 91C2",
             {Step::Caption, Weight::Regular, Colour::InkSoft, Align::Left, "result.receipt"});
    draw_brand(ui, frame.top, "Hasil Saya", ui.px(200));
    ui.end();
    return hit;
}

Hit draw_ready(Ui& ui) {
    ui.begin("ready", "ready", "ready.continue");
    Hit hit;
    Rect rest = ui.screen();
    if (ui.metrics().grid != Grid::Narrow) {
        rest = draw_welcome_panel(ui, {.brand = "Asah",
                                       .welcome = "SIAP",
                                       .promise = "Kios ini dapat dipakai sekarang, dengan atau "
                                                  "tanpa jaringan.",
                                       .notes = {},
                                       .place = "Kode kios DISKOMINFO-02\nAsah 0.1.0"});
    }
    const Rect footer = rest.cut_bottom(ui.metrics().footer);
    ui.fill(footer, Colour::Sheet);
    ui.rule(footer.x, footer.right(), footer.y);
    Rect inner = ui.begin_scroll("ready.body", rest.inset(ui.metrics().margin, ui.px(24)));
    inner.y +=
        ui.text(inner, "Pemeriksaan", {Step::Heading, Weight::Bold, Colour::Ink}) + ui.px(12);
    const float end = draw_checks(ui, inner,
                                  {{true, "Penyimpanan", "41 GB kosong; uji tulis 4 ms"},
                                   {true, "Data pegawai", "120 orang, diperbarui 23 November 2026"},
                                   {false, "Isi", "Belum ada bank soal. Bawa berkas dari pusat."}});
    ui.end_scroll(end + ui.px(8));
    Shelf shelf(ui, footer, ui.px(24));
    if (shelf.right({.id = "ready.continue", .label = "Masuk", .kind = ButtonKind::Primary})) {
        hit = "ready.continue";
    }
    ui.end();
    return hit;
}

}  // namespace asah::gallery
