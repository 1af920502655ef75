// Who looked at results under people's names: for staff who keep the log, and, with names, for
// those who may see them; of one person for whoever that person asks.
#include <fmt/core.h>

#include <map>

#include "sync/hq/data/reader_people.h"
#include "sync/hq/web/visit.h"

namespace asah::hq {

namespace {

constexpr int kShownMax = 200;
constexpr std::size_t kNamesMax = 3;

using Names = std::map<PersonId, std::string>;

/// Whose results it showed: a few by name for those who may see names, else how many.
std::string people_words(const Site::Visit& visit, const Look& look, const Names& names) {
    if (look.people.empty()) {
        return visit.say("hq.looks.no_names");
    }
    const auto count = visit.say("hq.looks.people", {{"n", std::to_string(look.people.size())}});
    if (!visit.may_see_names() || look.people.size() > kNamesMax) {
        return count;
    }
    std::string out;
    for (const auto& person : look.people) {
        const auto found = names.find(person);
        if (found != names.end()) {
            out += (out.empty() ? "" : ", ") + escape(found->second);
        }
    }
    return out.empty() ? count : out;
}

std::string page_words(const Site::Visit& visit, const std::string& page) {
    constexpr std::string_view kCell = "cell ";
    if (page.starts_with(kCell)) {
        return visit.say("hq.looks.cell", {{"cell", page.substr(kCell.size())}});
    }
    return visit.say(page == "person" ? "hq.looks.person" : "hq.looks.figures");
}

std::string look_rows(const Site::Visit& visit, const std::vector<Look>& looks,
                      const Names& names) {
    std::string rows;
    for (const auto& look : looks) {
        rows += fmt::format("<tr><td>{} · {}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                            escape(visit.day(look.at)), visit.hour(look.at), escape(look.login),
                            page_words(visit, look.page), people_words(visit, look, names));
    }
    return rows;
}

}  // namespace

http::Response Site::looks_page(Visit& visit) {
    visit.tab = "akses";
    std::optional<PersonId> person;
    if (const auto asked = visit.asked("orang"); !asked.empty()) {
        const auto id = PersonId::parse(asked);
        if (!id.has_value() || !visit.may_see_names()) {
            return refuse(visit, id.has_value() ? 403 : 404,
                          id.has_value() ? "hq.web.no_right" : "hq.web.absent");
        }
        person = *id;
    }
    const auto looks = load_looks(m_ports.database, person, kShownMax);
    const auto people = load_people(m_ports.database);
    if (!looks.has_value() || !people.has_value()) {
        return refuse(visit, 500, "hq.web.trouble");
    }
    Names names;
    if (visit.may_see_names()) {
        for (const auto& one : *people) {
            names[one.person.id] = one.person.name;
        }
    }
    const auto title =
        person ? visit.texts.text("hq.looks.of",
                                  {{"name", names[*person]}, {"n", std::to_string(looks->size())}})
               : visit.texts.text("hq.looks.title");
    return page(
        visit, title,
        fmt::format(
            R"(<main id="isi"><div class="head"><div><p class="eyebrow">{}</p><h1>{}</h1><p class="lead">{}</p></div></div><div class="sheet gapped"><div class="block"><table class="rows compact"><thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>{}</tbody></table></div></div></main>)",
            visit.say("hq.tab.looks"), escape(title),
            visit.say("hq.looks.lead", {{"n", std::to_string(kShownMax)}}),
            visit.say("hq.looks.when"), visit.say("hq.looks.by"), visit.say("hq.looks.page"),
            visit.say("hq.looks.whose"), look_rows(visit, *looks, names)));
}

}  // namespace asah::hq
