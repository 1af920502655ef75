// One request with its session, language and form: inside of the site.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "sync/hq/web/html.h"
#include "sync/hq/web/site.h"

namespace asah::hq {

struct Site::Visit {
    const http::Request& request;
    std::string path;
    std::map<std::string, std::string> query;
    std::map<std::string, std::string> form;
    std::optional<Session> session;
    std::string token;
    const Catalogue& texts;
    Language language = Language::Indonesian;
    bool has_contrast = false;
    std::string tab;  // which tab is on: "peta", "catatan", "akses"
    std::int32_t utc_offset_min = kUtcOffsetDefaultMin;
    /// The site's; open while a password is checked, so that other pages go on.
    std::unique_lock<std::mutex>& lock;

    [[nodiscard]] std::string say(const std::string& key, const Values& values = {}) const {
        return escape(texts.text(key, values));
    }
    /// "24 November 2026", in the city's time.
    [[nodiscard]] std::string day(UtcMs at) const;
    /// "07.58", in the city's time.
    [[nodiscard]] std::string hour(UtcMs at) const;
    [[nodiscard]] std::string asked(const std::string& name) const {
        const auto found = query.find(name);
        return found == query.end() ? std::string{} : found->second;
    }
    [[nodiscard]] std::string given(const std::string& name) const {
        const auto found = form.find(name);
        return found == form.end() ? std::string{} : found->second;
    }
    /// The short name with soft hyphens, for a narrow column's head.
    [[nodiscard]] std::string head_name(const assessment::Competency& competency) const {
        const auto key = "hq.short." + competency.code.value;
        return texts.has(key) ? texts.text(key) : competency.name.in(language);
    }
    [[nodiscard]] std::string short_name(const assessment::Competency& competency) const {
        constexpr std::string_view kSoftHyphen = "\u00ad";
        auto name = head_name(competency);
        for (auto at = name.find(kSoftHyphen); at != std::string::npos;
             at = name.find(kSoftHyphen)) {
            name.erase(at, kSoftHyphen.size());
        }
        return name;
    }
    [[nodiscard]] bool may_see_results() const { return session->role != StaffRole::Admin; }
    [[nodiscard]] bool may_decide() const { return session->role != StaffRole::Viewer; }
    [[nodiscard]] bool may_see_looks() const { return session->role != StaffRole::Viewer; }
    [[nodiscard]] bool may_see_names() const { return session->role == StaffRole::Hr; }
    /// Roles without the right to names read releases, on every page and in every export.
    [[nodiscard]] Audience audience() const {
        return may_see_names() ? Audience::Names : Audience::Figures;
    }
};

/// "level 2, standar 3, mungkin 1–3"; the range only where it is one.
struct LevelFigures {
    int level = 0;
    int low = 0;
    int high = 0;
    int required = 0;
};
std::string level_words(const LevelFigures& figures, const Catalogue& texts);

}  // namespace asah::hq
