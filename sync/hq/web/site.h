// The staff's pages: server-side HTML, from a request to a response. No page is served without a
// session; names only to the role that may see them, and each such look is logged.
// Thread: any; one page at a time, but for the checking of passwords (password_desk.h).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "kiosk/core/assessment/home.h"
#include "kiosk/core/base/catalogue.h"
#include "kiosk/core/base/files.h"
#include "sync/hq/http/listener.h"
#include "sync/hq/reports/cell_report.h"
#include "sync/hq/reports/disclosure.h"
#include "sync/hq/reports/entry_report.h"
#include "sync/hq/web/password_desk.h"
#include "sync/hq/web/session.h"
#include "sync/hq/web/throttle.h"
#include "sync/protocol/receiver_matters.h"

namespace asah::hq {

struct MapColumn;

struct SiteSettings {
    std::string city;
    std::string fonts;  // folder with the two font files; empty = the system's sans
    int target_percent = kTargetPercent;
    std::int32_t utc_offset_min = kUtcOffsetDefaultMin;  // the city's, as its root says
    SharedFolder intake;  // stored by the receiver, not filed yet; empty = unknown
    std::string looks;    // the file that keeps the log of looks beside the database
    /// Pages are reached through a proxy on this machine, which says who asks (X-Forwarded-For).
    bool is_behind_proxy = false;
    /// After a decision, as after a command of asah-hq: copies the database to the backup folder.
    std::function<Result<void>()> back_up;
};

/// What the receiver says is wrong with it; nothing when it says nothing.
std::vector<protocol::ReceiverMatter> load_receiver_matters(Files& files,
                                                            const SharedFolder& intake);
/// "Sejak 1 Desember 2026, 12.05: ..." with what to do.
std::string matter_words(const protocol::ReceiverMatter& matter, const Catalogue& texts,
                         std::int32_t utc_offset_min);

/// "24 November 2026", in the city's time.
std::string day_words(UtcMs at, const Catalogue& texts, std::int32_t utc_offset_min);
/// "07.58", in the city's time.
std::string hour_words(UtcMs at, std::int32_t utc_offset_min);

class Site {
   public:
    struct Ports {
        sqlite::Database& database;
        Files& files;
        Clock& clock;
        Random& random;
        const Catalogue& indonesian;
        const Catalogue& english;
    };
    Site(Ports ports, SiteSettings settings);
    ~Site();
    http::Response handle(const http::Request& request);
    struct Visit;

   private:
    http::Response route(Visit& visit);
    http::Response sign_in_page(Visit& visit, const std::string& message, int status);
    http::Response take_sign_in(Visit& visit);
    http::Response take_sign_out(Visit& visit);
    http::Response let_in(const Staff& staff);
    /// `hash`: of the password that the login's is checked against.
    [[nodiscard]] Trying trying(const Visit& visit, const std::string& login,
                                const std::string& hash) const;
    /// Nothing when it is over, or the account was changed since it began.
    std::optional<Session> live_session(const std::string& token);
    http::Response looks_page(Visit& visit);
    /// Before the page is shown. Errors: no page without its line in the log.
    Result<void> log_look(const Visit& visit, const std::string& page,
                          std::vector<PersonId> people);
    http::Response map_page(Visit& visit);
    http::Response map_csv_page(Visit& visit);
    http::Response unreleased_page(Visit& visit, const CompetencyMap& map);
    http::Response empty_page(Visit& visit, const CompetencyMap& map);
    http::Response cell_page(Visit& visit);
    http::Response person_page(Visit& visit);
    http::Response records_page(Visit& visit);
    http::Response held_page(Visit& visit, const std::string& note_key);
    http::Response take_decision(Visit& visit);
    http::Response query_page(Visit& visit);
    http::Response asset(const std::string& path);
    http::Response refuse(Visit& visit, int status, const std::string& key);
    http::Response page(Visit& visit, const std::string& title, const std::string& body);
    std::vector<MapColumn> map_columns(const Visit& visit, const CompetencyMap& map) const;
    /// Entries that the receiver stored and that are not filed yet.
    Result<int> count_stored();
    Result<void> load_framework();
    /// What the address asks; nothing when it names what the framework does not know.
    [[nodiscard]] std::optional<Cut> asked_cut(const Visit& visit) const;
    /// The map as this role may see it; a look at live figures is logged first. Pre: framework.
    Result<CompetencyMap> seen_map(const Visit& visit, const Cut& cut, const std::string& page);
    Result<std::string> released_tiers(const Visit& visit, const MapRow& row,
                                       const CompetencyCode& competency);
    /// Tiers and families have their names in the framework.
    void name_rows(const Visit& visit, CompetencyMap& map) const;

    Ports m_ports;
    SiteSettings m_settings;
    std::mutex m_mutex;  // guards everything below and the database
    Sessions m_sessions;
    Throttle m_throttle;
    std::map<std::string, std::int64_t> m_unlock_counts;  // seen last, by login
    PasswordDesk m_desk;
    /// What the password of a login that does not exist is checked against.
    std::string m_nobody_hash;
    assessment::FrameworkPtr m_framework;
};

}  // namespace asah::hq
