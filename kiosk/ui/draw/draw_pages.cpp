#include "kiosk/ui/draw/draw_app.h"

namespace asah::ui {

Drawn draw_sign_in(Ui& ui, const screens::AppView& app, const screens::SignInView& view) {
    Drawn drawn;
    ui.begin("sign_in", "sign_in", "signin.number");
    Rect rest = ui.screen();
    const Rect bar = rest.cut_top(ui.metrics().top_bar);
    rest = rest.inset(ui.metrics().margin, ui.px(ui.metrics().is_compact ? 8 : 32));
    const bool is_number = view.field == screens::SignInField::Number;
    const auto result =
        draw_digit_entry(ui, rest,
                         {.title = view.title,
                          .number = {.id = "signin.number",
                                     .label = view.number_label,
                                     .shown = view.number,
                                     .state = is_number ? FieldState::Active : FieldState::Rest,
                                     .length = view.number.size()},
                          .number_note = view.number_note,
                          .number_tone = view.is_number_complete ? Tone::Ok : Tone::Plain,
                          .pin_id = "signin.pin",
                          .pin_label = view.pin_label,
                          .pin_length = view.pin_length,
                          .is_pin_active = !is_number,
                          .pin_note = view.pin_note,
                          .problem = view.problem,
                          .submit = to_button(view.submit, ButtonKind::Primary),
                          .keypad_prefix = "signin.key.",
                          .keypad = {.clear = view.clear, .erase = view.erase}});
    drawn.hit = to_hit(result, "signin.key.");
    keep(drawn.hit, draw_top_tools(ui, bar, app));
    ui.end();
    return drawn;
}

Drawn draw_home(Ui& ui, const screens::AppView& app, const screens::HomeView& view) {
    Drawn drawn;
    ui.begin("home", "home", view.go_on ? view.go_on->id : std::string());
    const Frame frame = make_frame(ui, {.strip = Has::No, .footer = Has::No});
    draw_grounds(ui, frame);
    Rect inner = ui.begin_scroll("home.body", frame.body.inset(ui.metrics().margin, ui.px(16)));
    const TextStyle title{Step::Title, Weight::Bold, Colour::Ink};
    const TextStyle heading{Step::Heading, Weight::Bold, Colour::Ink};
    const TextStyle quiet{Step::Body, Weight::Regular, Colour::InkSoft};
    inner.cut_top(ui.text(inner, view.greeting, title));
    inner.cut_top(ui.text(inner, view.post, quiet), ui.px(8));
    inner.cut_top(draw_note(ui, inner, Icon::Lock, view.privacy, Colour::Ok,
                            {Step::Caption, Weight::Bold, Colour::Ok}),
                  ui.px(20));
    if (!view.problem.empty()) {
        inner.cut_top(draw_note(ui, inner, Icon::Error, view.problem, Colour::Problem,
                                {Step::Body, Weight::Bold, Colour::Problem}),
                      ui.px(16));
    }
    if (view.go_on) {
        Button go_on = to_button(*view.go_on, ButtonKind::OnPanel, Icon::PlayArrow);
        const auto card = draw_continue_card(ui, inner,
                                             {.kicker = view.continue_kicker,
                                              .title = view.continue_title,
                                              .facts = view.continue_facts,
                                              .action = go_on});
        keep(drawn.hit, card.hit);
        inner.cut_top(card.height, ui.px(24));
    }
    inner.cut_top(ui.text(inner, view.offers_title, heading), ui.px(12));
    inner.cut_top(ui.text(inner, view.empty_note, quiet));
    std::vector<OfferRow> rows;
    for (const screens::HomeOfferView& offer : view.offers) {
        OfferRow row{.icon = Icon::Description,
                     .title = offer.title,
                     .caption = offer.caption,
                     .chip = offer.chip,
                     .chip_icon = Icon::CheckCircle,
                     .action = std::nullopt};
        if (offer.action) {
            row.action =
                to_button(*offer.action, view.go_on ? ButtonKind::Secondary : ButtonKind::Primary);
        }
        rows.push_back(row);
    }
    OfferList list = draw_offers(ui, inner, rows);
    keep(drawn.hit, list.hit);
    inner.cut_top(list.height, ui.px(24));
    inner.cut_top(ui.text(inner, view.results_title, heading), ui.px(12));
    rows.clear();
    for (const screens::HomeResultView& result : view.results) {
        rows.push_back({.icon = Icon::TaskAlt,
                        .title = result.title,
                        .caption = result.caption,
                        .chip = {},
                        .action = to_button(result.action, ButtonKind::Secondary)});
    }
    list = draw_offers(ui, inner, rows);
    keep(drawn.hit, list.hit);
    ui.end_scroll(inner.y + list.height + ui.px(8));
    keep(drawn.hit, draw_top_tools(ui, frame.top, app));
    ui.end();
    return drawn;
}

Drawn draw_start(Ui& ui, const screens::AppView& app, const screens::StartView& view) {
    Drawn drawn;
    ui.begin("before_start", "before_start", view.begin.id);
    const Frame frame = make_frame(ui, {});
    draw_grounds(ui, frame);
    const std::string purpose = view.purpose_title + "\n" + view.purpose + "\n" + view.consent +
                                (view.language_note.empty() ? "" : "\n" + view.language_note);
    BeforeStart words{.kicker = view.kicker,
                      .title = view.title,
                      .facts = {},
                      .purpose = view.problem.empty() ? purpose : view.problem,
                      .heading = view.heading,
                      .promises = {}};
    for (const std::string& fact : view.facts) {
        words.facts.emplace_back(Icon::Description, fact);
    }
    for (const screens::PromiseView& promise : view.promises) {
        words.promises.push_back({Icon::VerifiedUser, promise.title, promise.sentence});
    }
    draw_before_start(ui, frame.body, words);
    Shelf shelf(ui, frame.footer, ui.px(24));
    if (shelf.left(to_button(view.decline, ButtonKind::Quiet, Icon::ArrowBack))) {
        drawn.hit = view.decline.id;
    }
    if (shelf.right(to_button(view.begin, ButtonKind::Primary))) {
        drawn.hit = view.begin.id;
    }
    keep(drawn.hit, draw_top_tools(ui, frame.top, app));
    ui.end();
    return drawn;
}

Drawn draw_result(Ui& ui, const screens::AppView& app, const screens::ResultView& view) {
    Drawn drawn;
    ui.begin("result", "result", view.home.id);
    const Frame frame = make_frame(ui, {});
    draw_grounds(ui, frame);
    ui.fill(frame.body, Colour::Sheet);
    Rect inner = ui.begin_scroll("result.body", frame.body.inset(ui.metrics().margin, ui.px(12)));
    const TextStyle body{Step::Body, Weight::Regular, Colour::Ink};
    const TextStyle quiet{Step::Caption, Weight::Regular, Colour::InkSoft};
    const auto paragraph = [&](std::string_view words, const TextStyle& style) {
        inner.cut_top(ui.text(inner, words, style), words.empty() ? 0 : ui.px(6));
    };
    paragraph(view.kicker, {Step::Caption, Weight::Bold, Colour::Accent});
    paragraph(view.headline, {Step::Heading, Weight::Bold, Colour::Ink});
    paragraph(view.strong.empty() ? std::string_view{} : view.strong_title,
              {Step::Body, Weight::Bold, Colour::Ok});
    for (const std::string& sentence : view.strong) {
        paragraph(sentence, body);
    }
    paragraph(view.grow.empty() ? std::string_view{} : view.grow_title,
              {Step::Body, Weight::Bold, Colour::Accent});
    for (const std::string& sentence : view.grow) {
        paragraph(sentence, body);
    }
    inner.cut_top(ui.px(12));
    LevelChart chart{.level_names = {}, .rows = {}};
    for (const std::string& name : view.level_names) {
        chart.level_names.push_back(name);
    }
    for (const screens::CompetencyView& row : view.competencies) {
        chart.rows.push_back({.name = row.name,
                              .bar = {.level = row.level,
                                      .required = row.required,
                                      .low = static_cast<float>(row.level_low),
                                      .high = static_cast<float>(row.level_high),
                                      .self_level = row.self_level,
                                      .is_stated = row.is_stated},
                              .status = row.status,
                              .status_icon = !row.is_stated ? Icon::HourglassEmpty
                                             : row.is_met   ? Icon::Check
                                                            : Icon::Explore,
                              .status_colour = !row.is_stated ? Colour::InkSoft
                                               : row.is_met   ? Colour::Ok
                                                              : Colour::Accent,
                              .note = row.note});
    }
    inner.y = draw_level_chart(ui, inner, chart) + ui.px(12);
    for (const std::string& line : view.legend) {
        paragraph(line, quiet);
    }
    paragraph(view.limit_note, quiet);
    paragraph(view.privacy, quiet);
    ui.end_scroll(inner.y + ui.px(8));
    Shelf shelf(ui, frame.footer, ui.px(24));
    if (shelf.right(to_button(view.home, ButtonKind::Primary))) {
        drawn.hit = view.home.id;
    }
    ui.label(shelf.rest(), view.receipt,
             {Step::Caption, Weight::Bold, Colour::InkSoft, Align::Left, "result.receipt"});
    keep(drawn.hit, draw_top_tools(ui, frame.top, app));
    ui.end();
    return drawn;
}

Drawn draw_ready(Ui& ui, const screens::AppView& app, const screens::ReadyView& view) {
    Drawn drawn;
    ui.begin("ready", "ready", view.sign_in.id);
    const Frame frame = make_frame(ui, {});
    draw_grounds(ui, frame);
    Rect inner = ui.begin_scroll("ready.body", frame.body.inset(ui.metrics().margin, ui.px(16)));
    inner.cut_top(ui.text(inner, view.title,
                          {Step::Title, Weight::Bold, view.is_ready ? Colour::Ok : Colour::Unsure}),
                  ui.px(12));
    std::vector<CheckRow> rows;
    for (const screens::CheckView& check : view.warnings) {
        rows.push_back({false, check.finding, check.remedy});
    }
    inner.y = draw_checks(ui, inner, rows) + ui.px(16);
    for (const std::string& fact : view.facts) {
        inner.cut_top(draw_note(ui, inner, Icon::CheckCircle, fact, Colour::Ok, {Step::Body}),
                      ui.px(12));
    }
    ui.end_scroll(inner.y);
    Shelf shelf(ui, frame.footer, ui.px(24));
    if (shelf.right(to_button(view.sign_in, ButtonKind::Primary))) {
        drawn.hit = view.sign_in.id;
    }
    keep(drawn.hit, draw_top_tools(ui, frame.top, app));
    ui.end();
    return drawn;
}

}  // namespace asah::ui
