#include "sync/hq/web/site.h"

#include <fmt/core.h>

#include "kiosk/core/base/assert.h"
#include "kiosk/core/content/framework_json.h"
#include "kiosk/vault/pin.h"
#include "sync/hq/data/look_log.h"
#include "sync/hq/data/reader_content.h"
#include "sync/hq/reports/report_query.h"
#include "sync/hq/web/visit.h"

namespace asah::hq {

namespace web_assets {
std::string_view embedded_file(std::string_view name);
}  // namespace web_assets

namespace {

constexpr std::size_t kFontBytesMax = 4U << 20U;
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
constexpr std::string_view kSessionCookie = "asah_sesi";
constexpr std::string_view kDoorCookie = "asah_pintu";
constexpr std::string_view kBrowserCookie = "asah_kenal";
constexpr std::string_view kBrowserAge = "; Max-Age=7776000";  // 90 days
constexpr std::size_t kLoginMax = 64;
constexpr std::size_t kAddressMax = 64;

void guard(http::Response& response) {
    response.headers.push_back({"Content-Security-Policy", std::string(kPolicy)});
    response.headers.push_back({"X-Content-Type-Options", "nosniff"});
    response.headers.push_back({"Referrer-Policy", "no-referrer"});
    response.headers.push_back({"Cross-Origin-Opener-Policy", "same-origin"});
}

std::string cookie(std::string_view name, const std::string& value, std::string_view more = "") {
    return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict{}", name, value, more);
}

http::Response redirect(const std::string& target) {
    http::Response response;
    response.status = 303;
    response.headers.push_back({"Location", target});
    return response;
}

std::string tab(const std::string& target, std::string_view sign, const std::string& words,
                bool is_on) {
    return fmt::format(R"(<a class="tab{}" href="{}"{}>{}<span>{}</span></a>)", is_on ? " on" : "",
                       target, is_on ? R"( aria-current="page")" : "", icon(sign), words);
}

bool is_token(const std::string& text) {
    constexpr std::size_t kTokenDigits = 64;
    return text.size() == kTokenDigits &&
           text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// Of a path that a browser might read as another host ("//host", "/\\host") or that is no page's,
/// the start page remains.
std::string own_path(const std::string& path) {
    constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyz0123456789/._-";
    const bool is_own = path.starts_with('/') && path.find("//") == std::string::npos &&
                        path.find_first_not_of(kPlain) == std::string::npos;
    return is_own ? path : "/";
}

/// The address of this page in another language.
std::string same_page(const std::string& path, const std::map<std::string, std::string>& query,
                      const std::string& lang) {
    auto out = own_path(path) + "?lang=" + lang;
    for (const auto& [name, value] : query) {
        if (name != "lang") {
            out += "&" + url_encode(name) + "=" + url_encode(value);
        }
    }
    return out;
}

}  // namespace

std::string day_words(UtcMs at, const Catalogue& texts, std::int32_t utc_offset_min) {
    const auto date = date_of(at, utc_offset_min);
    return fmt::format("{} {} {}", date.day, texts.text(fmt::format("hq.month.{}", date.month)),
                       date.year);
}

std::string hour_words(UtcMs at, std::int32_t utc_offset_min) {
    const int minute = minute_of_day(at, utc_offset_min);
    return fmt::format("{:02}.{:02}", minute / 60, minute % 60);
}

std::string Site::Visit::day(UtcMs at) const { return day_words(at, texts, utc_offset_min); }

std::string Site::Visit::hour(UtcMs at) const { return hour_words(at, utc_offset_min); }

std::string level_words(const LevelFigures& figures, const Catalogue& texts) {
    const auto reached =
        figures.level == 0 ? texts.text("hq.level.below")
                           : texts.text("hq.level.at", {{"level", std::to_string(figures.level)}});
    return texts.text(figures.low == figures.high ? "hq.cell.levels_sure" : "hq.cell.levels",
                      {{"reached", reached},
                       {"required", std::to_string(figures.required)},
                       {"low", std::to_string(figures.low)},
                       {"high", std::to_string(figures.high)}});
}

Site::Site(Ports ports, SiteSettings settings)
    : m_ports(ports), m_settings(std::move(settings)), m_sessions(ports.random) {
    ASAH_ASSERT(m_settings.back_up != nullptr && !m_settings.looks.empty());
    auto hash = vault::hash_password(m_sessions.random_token());
    ASAH_ASSERT(hash.has_value());
    m_nobody_hash = std::move(*hash);
}

Site::~Site() = default;

http::Response Site::handle(const http::Request& request) {
    std::unique_lock lock(m_mutex);
    const auto mark = request.target.find('?');
    auto query = parse_form(mark == std::string::npos ? "" : request.target.substr(mark + 1));
    const auto path = request.target.substr(0, mark);
    const auto cookies = http::header(request, "Cookie");
    const auto lang = query.contains("lang") ? query["lang"] : cookie_of(cookies, "asah_bahasa");
    const auto contrast =
        query.contains("kontras") ? query["kontras"] : cookie_of(cookies, "asah_kontras");
    const bool is_english = lang == "en";
    Visit visit{.request = request,
                .path = path,
                .query = query,
                .form = request.method == "POST" ? parse_form(request.body)
                                                 : std::map<std::string, std::string>{},
                .session = {},
                .token = cookie_of(cookies, kSessionCookie),
                .texts = is_english ? m_ports.english : m_ports.indonesian,
                .language = is_english ? Language::English : Language::Indonesian,
                .has_contrast = contrast == "1",
                .tab = {},
                .utc_offset_min = m_settings.utc_offset_min,
                .lock = lock};
    visit.session = live_session(visit.token);
    auto response = route(visit);
    guard(response);
    if (query.contains("lang")) {
        response.headers.push_back({"Set-Cookie", cookie("asah_bahasa", is_english ? "en" : "id")});
    }
    if (query.contains("kontras")) {
        response.headers.push_back(
            {"Set-Cookie", cookie("asah_kontras", visit.has_contrast ? "1" : "0")});
    }
    return response;
}

std::optional<Session> Site::live_session(const std::string& token) {
    auto session = m_sessions.find(token, m_ports.clock.now_wall().utc);
    if (!session) {
        return std::nullopt;
    }
    const auto staff = find_staff(m_ports.database, session->login);
    const bool is_same = staff.has_value() && staff->has_value() && !(*staff)->is_disabled &&
                         (*staff)->generation == session->generation;
    if (!is_same) {
        m_sessions.end(token);
        return std::nullopt;
    }
    return session;
}

http::Response Site::route(Visit& visit) {
    const auto& method = visit.request.method;
    const bool is_form =
        visit.path == "/masuk" || visit.path == "/keluar" || visit.path == "/tertahan";
    if (method != "GET" && method != "HEAD" && !(method == "POST" && is_form)) {
        return refuse(visit, 405, "hq.web.method");
    }
    if (visit.path.starts_with("/aset/")) {
        return asset(visit.path.substr(6));
    }
    if (visit.path == "/masuk") {
        return method == "POST" ? take_sign_in(visit) : sign_in_page(visit, "", 200);
    }
    if (!visit.session) {
        return redirect("/masuk");
    }
    if (visit.path == "/keluar") {
        return method == "POST" ? take_sign_out(visit) : refuse(visit, 405, "hq.web.method");
    }
    if (visit.path == "/") {
        return redirect(visit.may_see_results() ? "/peta" : "/catatan");
    }
    if (visit.path == "/catatan") {
        return records_page(visit);
    }
    if (visit.path == "/tertahan") {
        return method == "POST" ? take_decision(visit) : held_page(visit, "");
    }
    if (visit.path == "/akses") {
        return visit.may_see_looks() ? looks_page(visit) : refuse(visit, 403, "hq.web.no_right");
    }
    const bool is_result =
        visit.path == "/peta" || visit.path == "/peta.csv" || visit.path == "/peta/sel";
    if (is_result && !visit.may_see_results()) {
        return refuse(visit, 403, "hq.web.no_right");
    }
    if (visit.path == "/peta") {
        return map_page(visit);
    }
    if (visit.path == "/peta.csv") {
        return map_csv_page(visit);
    }
    if (visit.path == "/peta/sel") {
        return cell_page(visit);
    }
    if (visit.path == "/pegawai") {
        return visit.may_see_names() ? person_page(visit) : refuse(visit, 403, "hq.web.no_right");
    }
    if (visit.path == "/kueri") {
        return query_page(visit);
    }
    return refuse(visit, 404, "hq.web.absent");
}

http::Response Site::asset(const std::string& path) {
    http::Response response;
    response.headers.push_back({"Cache-Control", "max-age=86400"});
    if (path == "NotoSans-Regular.ttf" || path == "NotoSans-Bold.ttf") {
        const auto bytes = m_ports.files.read(m_settings.fonts + "/" + path, kFontBytesMax);
        if (bytes.has_value()) {
            response.content_type = "font/ttf";
            response.body = std::string(as_text(*bytes));
            return response;
        }
    }
    const auto type = path == "style.css"  ? "text/css; charset=utf-8"
                      : path == "peta.js"  ? "text/javascript; charset=utf-8"
                      : path == "ikon.svg" ? "image/svg+xml"
                                           : "";
    const auto text =
        *type == '\0' ? std::string_view{} : web_assets::embedded_file("assets/" + path);
    if (text.empty()) {
        response.status = 404;
        return response;
    }
    response.content_type = type;
    response.body = std::string(text);
    return response;
}

http::Response Site::page(Visit& visit, const std::string& title, const std::string& body) {
    http::Response response;
    response.content_type = "text/html; charset=utf-8";
    response.headers.push_back({"Cache-Control", "no-store"});
    std::string top;
    if (visit.session) {
        std::string tabs;
        if (visit.may_see_results()) {
            tabs += tab("/peta", "map", visit.say("hq.tab.map"), visit.tab == "peta");
        }
        tabs += tab("/catatan", "inbox", visit.say("hq.tab.records"), visit.tab == "catatan");
        if (visit.may_see_looks()) {
            tabs += tab("/akses", "lock", visit.say("hq.tab.looks"), visit.tab == "akses");
        }
        const bool is_english = visit.language == Language::English;
        top = fmt::format(
            R"(<header class="top"><span class="brand">{} Asah</span><nav>{}</nav><a class="plain lang" href="{}" lang="{}">{}</a><span class="who">{}<small>{}</small></span><form method="post" action="/keluar"><input type="hidden" name="csrf" value="{}"><button class="plain">{}{}</button></form></header>)",
            logo(36, Ground::Sheet), tabs,
            escape(same_page(visit.path, visit.query, is_english ? "id" : "en")),
            is_english ? "id" : "en", is_english ? "Bahasa Indonesia" : "English",
            escape(visit.session->name),
            visit.say("hq.role." + std::string(role_code(visit.session->role))),
            visit.session->csrf, icon("out"), visit.say("hq.sign_out"));
    }
    const auto now = m_ports.clock.now_wall().utc;
    const auto printed = visit.session
                             ? fmt::format(R"(<p class="printed">{}</p>)",
                                           visit.say("hq.printed", {{"name", visit.session->name},
                                                                    {"date", visit.day(now)},
                                                                    {"time", visit.hour(now)}}))
                             : "";
    response.body = fmt::format(
        R"(<!DOCTYPE html><html lang="{}"{}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{} · Asah</title><link rel="icon" type="image/svg+xml" href="/aset/ikon.svg"><link rel="stylesheet" href="/aset/style.css"><script src="/aset/peta.js" defer></script></head><body><a class="skip" href="#isi">{}</a><svg width="0" height="0" aria-hidden="true"><defs><clipPath id="rh"><polygon points="12,1 23,15 12,29 1,15"/></clipPath></defs></svg>{}{}{}</body></html>)",
        language_code(visit.language), visit.has_contrast ? R"( class="kontras")" : "",
        escape(title), visit.say("hq.skip"), top, body, printed);
    return response;
}

http::Response Site::refuse(Visit& visit, int status, const std::string& key) {
    const auto words = visit.texts.text(key);
    auto response =
        page(visit, words,
             fmt::format(R"(<main id="isi"><h1>{}</h1><p><a href="/">{}</a></p></main>)",
                         escape(words), visit.say("hq.web.back")));
    response.status = status;
    return response;
}

http::Response Site::sign_in_page(Visit& visit, const std::string& message, int status) {
    // A door that stands stays: another tab, or a browser's request for an icon, must not close the
    // form that is already open.
    auto door = cookie_of(http::header(visit.request, "Cookie"), kDoorCookie);
    if (!is_token(door)) {
        door = m_sessions.random_token();
    }
    std::string weave;
    constexpr std::string_view kColours = "abc";
    for (int i = 0; i < 130; ++i) {
        weave += fmt::format(R"(<path class="{}" d="M12 {}l4 5-4 5-4-5z"/>)",
                             kColours[static_cast<std::size_t>(i) % 3], 3 + 16 * i);
    }
    const std::string note =
        message.empty()
            ? ""
            : fmt::format(R"(<p class="note bad" role="alert">{}</p>)", escape(message));
    auto response = page(
        visit, visit.texts.text("hq.sign_in"),
        fmt::format(
            R"(<div class="enter"><section class="promise"><span class="brand">{} Asah</span><h1>{}</h1><p>{}</p><ul><li>{}{}</li><li>{}{}</li></ul><p>{}</p><svg class="weave" aria-hidden="true">{}</svg></section><main class="door" id="isi"><nav><a class="tab{}" href="/masuk?lang=id" lang="id">{}Bahasa Indonesia</a><a class="tab{}" href="/masuk?lang=en" lang="en">English</a><a class="tab end" href="/masuk?kontras={}">{}{}</a></nav><form method="post" action="/masuk"><h1>{}</h1>{}<input type="hidden" name="pintu" value="{}"><label for="u">{}</label><input class="field" id="u" name="user" autocomplete="username" required maxlength="64"><label for="p">{}</label><div class="secret"><input class="field" id="p" name="password" type="password" autocomplete="current-password" required maxlength="200"><button class="reveal" type="button" data-reveal="p" aria-pressed="false">{}</button></div><button class="button main">{}</button><p class="weak">{}</p></form></main></div>)",
            logo(44, Ground::Panel), visit.say("hq.door.title"), visit.say("hq.door.words"),
            icon("shield"), visit.say("hq.door.trace"), icon("lock"), visit.say("hq.door.names"),
            escape(m_settings.city), weave, visit.language == Language::English ? "" : " on",
            icon("globe"), visit.language == Language::English ? " on" : "",
            visit.has_contrast ? "0" : "1", icon("contrast"), visit.say("hq.contrast"),
            visit.say("hq.sign_in"), note, door, visit.say("hq.user"), visit.say("hq.password"),
            visit.say("hq.reveal"), visit.say("hq.sign_in"), visit.say("hq.door.help")));
    response.status = status;
    response.headers.push_back({"Set-Cookie", cookie(kDoorCookie, door)});
    return response;
}

namespace {

/// Proves that a browser signed in with that login. Its key is the password's hash with its random
/// salt, which nobody outside knows: the mark outlives a restart and ends with the password.
std::string browser_mark(const std::string& id, const std::string& login, const std::string& hash) {
    return to_hex(vault::hmac_sha256(as_bytes(hash), as_bytes("browser " + id + " " + login)));
}

}  // namespace

Trying Site::trying(const Visit& visit, const std::string& login, const std::string& hash) const {
    const auto mark = cookie_of(http::header(visit.request, "Cookie"), kBrowserCookie);
    const auto dot = mark.find('.');
    if (dot != std::string::npos) {
        const auto id = mark.substr(0, dot);
        if (is_token(id) && vault::is_equal(as_bytes(browser_mark(id, login, hash)),
                                            as_bytes(std::string_view(mark).substr(dot + 1)))) {
            return {.address = "browser " + id, .login = login, .is_known_browser = true};
        }
    }
    std::string address = visit.request.peer_address;
    if (m_settings.is_behind_proxy) {
        // The proxy adds its own peer at the end; whatever stands before it the peer may have made
        // up.
        const auto through = std::string(http::header(visit.request, "X-Forwarded-For"));
        const auto comma = through.find_last_of(", ");
        const auto last = comma == std::string::npos ? through : through.substr(comma + 1);
        address = last.empty() ? address : last.substr(0, kAddressMax);
    }
    return {.address = place_of(address), .login = login, .is_known_browser = false};
}

// Of a login that exists, one that does not, and one that is disabled, everything is the same: the
// work, the status, the words, the delays.
http::Response Site::take_sign_in(Visit& visit) {
    const auto door = cookie_of(http::header(visit.request, "Cookie"), kDoorCookie);
    if (door.empty() || !vault::is_equal(as_bytes(door), as_bytes(visit.given("pintu")))) {
        return sign_in_page(visit, visit.texts.text("hq.door.again"), 403);
    }
    const auto login = visit.given("user").substr(0, kLoginMax);
    const auto staff = find_staff(m_ports.database, login);
    if (!staff.has_value()) {
        return refuse(visit, 500, "hq.web.trouble");
    }
    const bool is_open = staff->has_value() && !(*staff)->is_disabled;
    if (is_open) {
        auto& seen = m_unlock_counts.try_emplace(login, (*staff)->unlock_count).first->second;
        if (seen != (*staff)->unlock_count) {
            m_throttle.forget_login(login);
            seen = (*staff)->unlock_count;
        }
    }
    const std::string hash = is_open ? (*staff)->password : m_nobody_hash;
    const auto who = trying(visit, login, hash);
    const auto now = m_ports.clock.now_boot();
    if (const auto wait = m_throttle.wait(who, now); wait.value > 0) {
        const auto seconds = std::to_string((wait.value + 999) / 1000);
        auto response =
            sign_in_page(visit, visit.texts.text("hq.door.wait", {{"seconds", seconds}}), 429);
        response.headers.push_back({"Retry-After", seconds});
        return response;
    }
    m_throttle.note_try(who, now);
    visit.lock.unlock();
    const auto is_right = m_desk.check(
        visit.given("password"), hash,
        who.is_known_browser ? PasswordDesk::Line::KnownBrowser : PasswordDesk::Line::Other);
    visit.lock.lock();
    if (!is_right) {
        m_throttle.take_back(who);
        auto response = sign_in_page(visit, visit.texts.text("hq.door.busy"), 503);
        response.headers.push_back({"Retry-After", "2"});
        return response;
    }
    // Read again: the account may have been changed while the password was checked.
    const auto current = find_staff(m_ports.database, login);
    if (!current.has_value()) {
        return refuse(visit, 500, "hq.web.trouble");
    }
    const bool is_same = is_open && current->has_value() && !(*current)->is_disabled &&
                         (*current)->generation == (*staff)->generation;
    if (!*is_right || !is_same) {
        return sign_in_page(visit, visit.texts.text("hq.door.wrong"), 401);
    }
    m_throttle.note_right(who);
    return let_in(**current);
}

http::Response Site::let_in(const Staff& staff) {
    const auto now = m_ports.clock.now_wall().utc;
    auto response = redirect("/");
    response.headers.push_back(
        {"Set-Cookie", cookie(kSessionCookie, m_sessions.begin(staff, now))});
    const auto browser = m_sessions.random_token();
    response.headers.push_back(
        {"Set-Cookie",
         cookie(kBrowserCookie, browser + "." + browser_mark(browser, staff.login, staff.password),
                kBrowserAge)});
    return response;
}

Result<void> Site::log_look(const Visit& visit, const std::string& page,
                            std::vector<PersonId> people) {
    return keep_look(m_ports.database, m_ports.files, m_settings.looks,
                     {.id = decltype(Look::id)::make(m_ports.random),
                      .login = visit.session->login,
                      .page = page,
                      .reason = "role " + std::string(role_code(visit.session->role)),
                      .at = m_ports.clock.now_wall().utc,
                      .people = std::move(people)});
}

http::Response Site::take_sign_out(Visit& visit) {
    if (!vault::is_equal(as_bytes(visit.session->csrf), as_bytes(visit.given("csrf")))) {
        return refuse(visit, 403, "hq.door.again");
    }
    m_sessions.end(visit.token);
    auto response = redirect("/masuk");
    response.headers.push_back({"Set-Cookie", cookie(kSessionCookie, "", "; Max-Age=0")});
    return response;
}

http::Response Site::query_page(Visit& visit) {
    const auto name = visit.asked("nama");
    const auto text = report_query(name);
    if (text.empty()) {
        return refuse(visit, 404, "hq.web.absent");
    }
    return page(
        visit, name,
        fmt::format(R"(<main id="isi"><p class="eyebrow">{}</p><h1>{}</h1><pre>{}</pre></main>)",
                    visit.say("hq.query"), escape(name), escape(text)));
}

Result<void> Site::load_framework() {
    ASAH_TRY(m_framework, hq::load_framework(m_ports.database, m_framework));
    return m_framework != nullptr ? Result<void>{} : fail(ErrorCode::ContentMissing, "framework");
}

}  // namespace asah::hq
