// What waits for a decision of staff: held entries, forks, twins; and what was decided before.
// Deciding needs a reason and a role that may; it stands with the name of who decided.
#include <fmt/core.h>

#include "kiosk/vault/pin.h"
#include "sync/hq/data/reader_decisions.h"
#include "sync/hq/web/visit.h"

namespace asah::hq {

namespace {

constexpr std::size_t kReasonMax = 200;

std::string code_link(const Digest& hash) {
    return fmt::format(R"(<a href="/catatan?kode={0}">{0}</a>)", ledger::receipt_code(hash));
}

/// One button a page stands out: the one that most probably is right.
enum class Weight { Plain, Main };

/// A form with one field for the reason and one button a verdict; nothing without the right.
std::string verdict_form(const Site::Visit& visit, const Digest& hash,
                         const std::vector<Verdict>& verdicts, Weight weight = Weight::Plain) {
    if (!visit.may_decide()) {
        return {};
    }
    const auto code = ledger::receipt_code(hash);
    std::string buttons;
    for (const auto verdict : verdicts) {
        const std::string word(verdict_code(verdict));
        buttons += fmt::format(R"(<button class="button{}" name="putusan" value="{}">{}</button> )",
                               weight == Weight::Main && verdict == verdicts.front() ? " main" : "",
                               word, visit.say("hq.verdict_do." + word));
    }
    return fmt::format(
        R"(<form class="decide" method="post" action="/tertahan"><input type="hidden" name="csrf" value="{}"><input type="hidden" name="kode" value="{}"><label for="a-{}">{}</label><input class="field short" id="a-{}" name="alasan" required maxlength="{}"><span>{}</span></form>)",
        visit.session->csrf, code, code, visit.say("hq.held.reason"), code, kReasonMax, buttons);
}

std::string held_html(const Site::Visit& visit, const OpenMatters& matters) {
    std::string out;
    for (const auto& entry : matters.held) {
        const bool needs_word = is_released_by_word(entry.reason);
        out += fmt::format(
            R"(<div class="block"><h3>{}</h3><p>{} · {} · {} {}</p>{}</div>)",
            visit.say("hq.reason." + entry.reason), code_link(entry.hash),
            escape(entry.terminal_name), visit.say("hq.records.n"), entry.n,
            needs_word ? verdict_form(visit, entry.hash, {Verdict::Release, Verdict::Drop})
                       : fmt::format(R"(<p class="weak">{}</p>)", visit.say("hq.held.by_itself")));
    }
    return out;
}

/// What may still be decided about a branch; behind a fold once there is a word.
std::string branch_form(const Site::Visit& visit, const Branch& branch, bool is_decided) {
    if (branch.first.reason == "dropped_branch") {
        return {};
    }
    const bool is_likely = branch.is_current && !is_decided;
    const auto form = verdict_form(visit, branch.first.hash, {Verdict::Follow, Verdict::DropBranch},
                                   is_likely ? Weight::Main : Weight::Plain);
    return is_decided && !form.empty() ? fmt::format("<details><summary>{}</summary>{}</details>",
                                                     visit.say("hq.held.change"), form)
                                       : form;
}

std::string branch_html(const Site::Visit& visit, const Branch& branch, bool is_decided) {
    std::string signs;
    if (branch.is_current) {
        signs += fmt::format(R"(<span class="chip ok">{}</span> )", visit.say("hq.held.current"));
    }
    if (branch.verdict == "follow") {
        signs += fmt::format(R"(<span class="chip">{}</span> )", visit.say("hq.held.followed"));
    }
    if (branch.first.reason == "dropped_branch") {
        signs += fmt::format(R"(<span class="chip warn">{}</span>)",
                             visit.say("hq.reason.dropped_branch"));
    }
    return fmt::format(
        R"(<div class="branch"><p>{} {}</p><p class="weak">{}</p>{}</div>)",
        code_link(branch.first.hash), signs,
        visit.say("hq.held.branch_words", {{"entries", std::to_string(branch.entry_count)},
                                           {"sittings", std::to_string(branch.sitting_count)},
                                           {"date", visit.day(branch.last_at)}}),
        branch_form(visit, branch, is_decided));
}

std::string forks_html(const Site::Visit& visit, const OpenMatters& matters) {
    std::string out;
    for (const auto& fork : matters.forks) {
        const auto& place = fork.branches.front().first;
        std::string branches;
        for (const auto& branch : fork.branches) {
            branches += branch_html(visit, branch, fork.is_decided());
        }
        out += fmt::format(
            R"(<div class="block"><h3>{}</h3><p>{}</p><div class="branches">{}</div></div>)",
            visit.say(fork.is_decided() ? "hq.held.fork_title_decided" : "hq.held.fork_title",
                      {{"terminal", place.terminal_name}, {"n", std::to_string(place.n)}}),
            visit.say("hq.held.fork_words"), branches);
    }
    return out;
}

std::string twins_html(const Site::Visit& visit, const OpenMatters& matters) {
    std::string out;
    for (const auto& twin : matters.twins) {
        out += fmt::format(
            R"(<div class="block"><h3>{}</h3><p>{} · {} · {} {}</p>{}</div>)",
            visit.say(twin.counts ? "hq.held.twin_title_counts" : "hq.held.twin_title"),
            code_link(twin.trace.hash), escape(twin.trace.terminal_name), visit.say("hq.records.n"),
            twin.trace.n, verdict_form(visit, twin.trace.hash, {Verdict::Drop}));
    }
    return out;
}

std::string decisions_html(const Site::Visit& visit, const OpenMatters& matters) {
    if (matters.decisions.empty()) {
        return {};
    }
    std::string rows;
    for (const auto& one : matters.decisions) {
        rows += fmt::format(
            R"(<tr><td class="keep">{}</td><td>{}</td><td>{}<small>{}</small></td><td>{}</td><td>{}</td><td class="keep">{}</td></tr>)",
            code_link(one.hash), escape(one.terminal_name),
            visit.say("hq.verdict_done." + one.verdict),
            one.is_applied ? "" : visit.say("hq.held.pending"), escape(one.reason),
            escape(one.login), escape(visit.day(one.at)));
    }
    return fmt::format(
        R"(<div class="sheet gapped"><h2>{}</h2><div class="block"><table class="rows compact"><thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>{}</tbody></table></div></div>)",
        visit.say("hq.held.decided"), visit.say("hq.cell.code"), visit.say("hq.records.terminal"),
        visit.say("hq.held.decision"), visit.say("hq.held.reason"), visit.say("hq.held.by"),
        visit.say("hq.person.date"), rows);
}

}  // namespace

http::Response Site::held_page(Visit& visit, const std::string& note_key) {
    visit.tab = "catatan";
    const auto matters = load_open_matters(m_ports.database);
    if (!matters.has_value()) {
        return refuse(visit, 500, "hq.web.trouble");
    }
    const auto open = matters->open_count();
    const auto title = visit.texts.text(open == 0 ? "hq.held.title_none" : "hq.held.title",
                                        {{"n", std::to_string(open)}});
    const auto blocks =
        forks_html(visit, *matters) + held_html(visit, *matters) + twins_html(visit, *matters);
    return page(
        visit, title,
        fmt::format(
            R"(<main id="isi"><p class="crumb"><a href="/catatan">{}</a> › {}</p><h1>{}</h1><p class="lead">{}</p>{}{}{}</main>)",
            visit.say("hq.tab.records"), visit.say("hq.held.crumb"), escape(title),
            visit.say("hq.held.lead"),
            note_key.empty()
                ? ""
                : fmt::format(R"(<p class="note" role="status">{}</p>)", visit.say(note_key)),
            blocks.empty() ? "" : fmt::format(R"(<div class="sheet">{}</div>)", blocks),
            decisions_html(visit, *matters)));
}

http::Response Site::take_decision(Visit& visit) {
    if (!vault::is_equal(as_bytes(visit.session->csrf), as_bytes(visit.given("csrf")))) {
        return refuse(visit, 403, "hq.door.again");
    }
    if (!visit.may_decide()) {
        return refuse(visit, 403, "hq.web.no_right");
    }
    const auto verdict = parse_verdict(visit.given("putusan"));
    const auto code = ledger::parse_receipt_code(visit.given("kode"));
    const auto reason = visit.given("alasan");
    if (!verdict || !code.has_value() || reason.empty() || reason.size() > kReasonMax * 4) {
        return held_page(visit, "hq.held.not_taken");
    }
    const auto entries = find_entries(m_ports.database, *code);
    if (!entries.has_value() || entries->size() != 1) {
        return held_page(visit, "hq.held.not_taken");
    }
    const auto done = decide(m_ports.database, {.terminal = entries->front().terminal,
                                                .hash = entries->front().hash,
                                                .verdict = *verdict,
                                                .login = visit.session->login,
                                                .reason = reason,
                                                .at = m_ports.clock.now_wall().utc});
    if (!done.has_value()) {
        return held_page(visit, "hq.held.not_taken");
    }
    // The decision stands by now; without its copy the tables could not be made anew with it.
    const bool is_backed_up = m_settings.back_up().has_value();
    return held_page(visit, is_backed_up ? "hq.held.taken" : "hq.held.taken_no_backup");
}

}  // namespace asah::hq
