#include "sync/hq/office/roster.h"

#include <atomic>
#include <map>
#include <thread>

#include "kiosk/core/base/assert.h"
#include "kiosk/core/base/csv_writer.h"
#include "kiosk/vault/pin.h"
#include "sync/hq/data/reader_people.h"

namespace asah::hq {

namespace {

using content::RosterPerson;
using content::RosterRow;

constexpr std::uint64_t kPinCount = 1'000'000;
constexpr std::size_t kPinDigits = 6;
constexpr std::size_t kThreads = 2;

bool is_same_person(const assessment::Person& a, const assessment::Person& b) {
    return a.short_number == b.short_number && a.name == b.name && a.employment == b.employment &&
           a.rank == b.rank && a.grade == b.grade && a.post.title == b.post.title &&
           a.post.tier == b.post.tier && a.post.unit == b.post.unit &&
           a.post.unit_name == b.post.unit_name && a.parent_unit == b.parent_unit &&
           a.superior == b.superior && a.is_active == b.is_active;
}

struct Work {
    std::vector<RosterPerson> people;
    std::vector<std::string> pins;
};

Result<void> make_verifiers(Work& work,
                            const std::function<void(std::size_t, std::size_t)>& progress) {
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> done{0};
    std::atomic<bool> is_short{false};
    const auto run = [&] {
        while (true) {
            const std::size_t i = next.fetch_add(1);
            if (i >= work.people.size() || is_short) {
                return;
            }
            auto verifier = vault::pin_verifier(work.pins[i], work.people[i].pin_salt);
            if (!verifier.has_value()) {
                is_short = true;
                return;
            }
            work.people[i].pin_verifier = std::move(*verifier);
            done.fetch_add(1);
        }
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < kThreads; ++i) {
            threads.emplace_back(run);
        }
        while (done < work.people.size() && !is_short) {
            progress(done, work.people.size());
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
    }
    progress(done, work.people.size());
    if (is_short) {
        return fail(ErrorCode::Internal, "PIN verifier: memory");
    }
    return {};
}

std::map<std::string, Unit> units_of(const RosterDifference& difference) {
    std::map<std::string, Unit> units;
    for (const auto* rows : {&difference.added, &difference.changed}) {
        for (const auto& row : *rows) {
            const auto& post = row.person.post;
            units[post.unit.value] = {post.unit, post.unit_name, row.person.parent_unit};
        }
    }
    return units;
}

}  // namespace

bool is_weak_pin(std::string_view pin) {
    const auto step = [&](std::size_t i) { return pin[i] - pin[i - 1]; };
    bool is_run = true;
    for (std::size_t i = 2; i < pin.size(); ++i) {
        is_run = is_run && step(i) == step(1);
    }
    if (is_run && (step(1) == 0 || step(1) == 1 || step(1) == -1)) {
        return true;
    }
    const bool repeats_pair =
        pin.substr(0, 2) == pin.substr(2, 2) && pin.substr(2, 2) == pin.substr(4, 2);
    return repeats_pair || pin.substr(0, 3) == pin.substr(3, 3);
}

std::string draw_pin(Random& random) {
    while (true) {
        const auto draw = draw_seed(random);
        // 2^64 is no multiple of a million: drop the incomplete last round.
        if (draw >= UINT64_MAX - UINT64_MAX % kPinCount) {
            continue;
        }
        auto digits = std::to_string(draw % kPinCount);
        digits.insert(0, kPinDigits - digits.size(), '0');
        if (!is_weak_pin(digits)) {
            return digits;
        }
    }
}

Result<RosterDifference> compare_roster(Office& office, const std::vector<RosterRow>& rows) {
    ASAH_TRY(const auto people, load_people(office.database()));
    RosterDifference out;
    std::map<std::string, const RosterPerson*> by_nip;
    for (const auto& person : people) {
        by_nip[person.person.nip.digits] = &person;
        out.active += person.person.is_active ? 1 : 0;
    }
    for (const auto& row : rows) {
        const auto known = by_nip.find(row.person.nip.digits);
        if (known == by_nip.end()) {
            out.added.push_back(row);
            continue;
        }
        out.leaving += known->second->person.is_active && !row.person.is_active ? 1 : 0;
        if (is_same_person(row.person, known->second->person)) {
            ++out.same;
        } else {
            auto changed = row;
            changed.person.id = known->second->person.id;
            out.changed.push_back(std::move(changed));
        }
        by_nip.erase(known);
    }
    for (const auto& [nip, person] : by_nip) {
        if (person->person.is_active) {
            out.gone.push_back(*person);
        }
    }
    out.leaving += static_cast<int>(out.gone.size());
    ASAH_TRY(out.renewed, load_pins_due(office.database()));
    return out;
}

bool is_much_leaving(const RosterDifference& difference) {
    constexpr int kPercentMax = 5;
    return difference.leaving * 100 > difference.active * kPercentMax;
}

std::string make_slips_csv(const std::vector<Slip>& slips) {
    CsvWriter csv({"nip", "nomor_pendek", "nama", "kode_unit", "pin"});
    for (const auto& slip : slips) {
        csv.add({csv_digits(slip.nip, kNipGroups), csv_digits(slip.short_number, kThrees),
                 csv_words(slip.name), csv_words(slip.unit), csv_digits(slip.pin, kThrees)});
    }
    return csv.text();
}

Result<void> apply_roster(Office& office, const RosterDifference& difference,
                          const std::string& slips_path,
                          const std::function<void(std::size_t, std::size_t)>& progress) {
    auto& random = office.ports().random;
    Work work;
    std::vector<Slip> slips;
    const auto add = [&](RosterPerson person) {
        person.pin_salt = vault::make_pin_salt(random);
        work.pins.push_back(draw_pin(random));
        slips.push_back({.nip = person.person.nip.digits,
                         .short_number = person.person.short_number.digits,
                         .name = person.person.name,
                         .unit = person.person.post.unit.value,
                         .pin = work.pins.back()});
        work.people.push_back(std::move(person));
    };
    for (const auto& row : difference.added) {
        RosterPerson person;
        person.person = row.person;
        person.person.id = PersonId::make(random);
        add(std::move(person));
    }
    for (const auto& person : difference.renewed) {
        add(person);
    }
    if (!slips.empty()) {
        if (office.ports().files.exists(slips_path)) {
            return fail(ErrorCode::FileUnwritable, slips_path);
        }
        ASAH_CHECK(make_verifiers(work, progress));
        const auto csv = make_slips_csv(slips);
        ASAH_CHECK(
            office.ports().files.write_durable(slips_path, as_bytes(csv), FileMode::Private));
    }
    const auto now = office.now();
    auto saved = sqlite::in_transaction(office.database(), [&](sqlite::Tx& tx) -> Result<void> {
        for (const auto& [code, unit] : units_of(difference)) {
            ASAH_CHECK(save_unit(tx, unit));
        }
        for (std::size_t i = 0; i < work.people.size(); ++i) {
            const auto& person = work.people[i];
            ASAH_CHECK(i < difference.added.size() ? save_person(tx, person)
                                                   : save_new_slip(tx, person, now));
        }
        for (const auto& row : difference.changed) {
            RosterPerson person;
            person.person = row.person;
            ASAH_CHECK(save_person(tx, person));
        }
        for (const auto& person : difference.gone) {
            ASAH_CHECK(deactivate_person(tx, person.person.id));
        }
        return {};
    });
    ASAH_CHECK(std::move(saved));
    return office.snapshot();
}

}  // namespace asah::hq
