#include "sync/hq/office/terminals.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kiosk/core/ledger/join_code.h"
#include "kiosk/vault/issue.h"
#include "kiosk/vault/pin.h"
#include "sync/hq/data/reader_people.h"
#include "sync/protocol/hq_folders.h"

namespace asah::hq {

namespace {

using ledger::Role;

constexpr std::int64_t kCodeDays = 7;
constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::size_t kSecretBytes = 20;
constexpr std::size_t kCodeIdBytes = 4;

Bytes random_bytes(Random& random, std::size_t size) {
    Bytes bytes(size);
    random.fill(bytes);
    return bytes;
}

struct Request {
    ledger::SignedDocument document;
    ledger::JoinRequest join;
};

Result<Request> parse_request(ByteView file) {
    Request out;
    ASAH_TRY(out.document, ledger::parse_signed(file));
    ASAH_TRY(const auto payload, ledger::payload_of(out.document.body, ledger::kJoinRequestType));
    ASAH_TRY(out.join, ledger::parse_join_request_payload(payload));
    return out;
}

/// Proven by the code's secret, for our root, and signed by the key that it brings.
bool is_proven(const Request& request, const Enrolment& enrolment, const Digest& root_digest) {
    const auto& join = request.join;
    const auto expected = vault::hmac_sha256(enrolment.secret, ledger::make_join_hmac_input(join));
    const auto signing = vault::request_key_id(join.signing_csr);
    return vault::is_equal(expected, join.hmac) && join.root_digest == root_digest &&
           signing.has_value() && request.document.signatures.size() == 1 &&
           request.document.signatures.front().key_id == *signing;
}

/// A used code stays open to the request that used it: a confirmation cut short can be repeated.
Result<bool> is_unused_or_theirs(Office& office, const Enrolment& enrolment,
                                 const Request& request) {
    if (!enrolment.terminal) {
        return true;
    }
    ASAH_TRY(const auto terminal, find_terminal(office.database(), *enrolment.terminal));
    if (!terminal) {
        return false;
    }
    ASAH_TRY(const auto signer, vault::read_certificate(terminal->signing_certificate));
    return vault::verify_signature(signer, request.document.body,
                                   request.document.signatures.front().der)
        .has_value();
}

struct Found {
    Waiting waiting;
    Request request;
};

struct Looked {
    std::vector<Found> open;
    std::vector<std::string> dead;  // file names
};

/// What the intake's requests are worth. One that is expired is dead only for drop_dead_requests:
/// whoever confirms it is told that its code expired.
Result<Looked> look_at_requests(Office& office) {
    auto& files = office.ports().files;
    ASAH_TRY(const auto enrolments, load_enrolments(office.database()));
    ASAH_TRY(const auto root_digest, office.root_digest());
    ASAH_TRY(const auto names, files.list(office.config().intake));
    Looked looked;
    for (const auto& name : names) {
        if (!name.ends_with(".join")) {
            continue;
        }
        const auto bytes =
            files.read(office.config().intake + "/" + name, ledger::kSignedDocumentBytesMax);
        auto request = bytes ? parse_request(*bytes) : Result<Request>(fail(bytes.error()));
        const auto enrolment =
            std::find_if(enrolments.begin(), enrolments.end(), [&](const Enrolment& one) {
                return request.has_value() && one.code_id == request->join.code_id;
            });
        if (enrolment == enrolments.end() || !is_proven(*request, *enrolment, root_digest)) {
            looked.dead.push_back(name);
            continue;
        }
        ASAH_TRY(const bool is_open, is_unused_or_theirs(office, *enrolment, *request));
        const auto digest = sha256(ledger::make_join_hmac_input(request->join));
        if (!is_open ||
            files.exists(office.config().orders + "/" + protocol::orders_reply_name(digest))) {
            looked.dead.push_back(name);
        }
        if (!is_open) {
            continue;
        }
        Waiting waiting{.enrolment = *enrolment,
                        .digits = ledger::join_digits(request->join),
                        .request_digest = digest};
        looked.open.push_back({.waiting = std::move(waiting), .request = std::move(*request)});
    }
    return looked;
}

std::string only_digits(const std::string& text) {
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits),
                 [](char c) { return c >= '0' && c <= '9'; });
    return digits;
}

Result<Terminal> issue_certificates(Office& office, const Request& request,
                                    const Enrolment& enrolment, const Bytes& issuing) {
    Terminal terminal;
    terminal.id = TerminalId::make(office.ports().random);
    terminal.name = enrolment.name;
    terminal.unit = enrolment.unit;
    terminal.joined = office.now();
    struct One {
        Role role;
        const Bytes* csr;
        Bytes* certificate;
    };
    for (const auto& one :
         {One{Role::TerminalTls, &request.join.tls_csr, &terminal.tls_certificate},
          One{Role::TerminalSigning, &request.join.signing_csr, &terminal.signing_certificate},
          One{Role::TerminalOpening, &request.join.opening_csr, &terminal.opening_certificate}}) {
        ASAH_TRY(*one.certificate,
                 vault::issue(office.ports().files, key_path(office.home(), "issuing"), issuing,
                              *one.csr,
                              {.role = one.role,
                               .authority = office.config().authority,
                               .common_name = terminal.id.hex(),
                               .from = office.now(),
                               .years = kCertificateYears,
                               .addresses = {}}));
    }
    ASAH_TRY(const auto signer, vault::read_certificate(terminal.signing_certificate));
    ASAH_CHECK(vault::verify_signature(signer, request.document.body,
                                       request.document.signatures.front().der));
    return terminal;
}

/// Issues the certificates and uses up the code, or finds what an earlier confirmation issued.
Result<Terminal> admit(Office& office, const Found& found, const Bytes& issuing) {
    const auto& enrolment = found.waiting.enrolment;
    if (enrolment.terminal) {
        ASAH_TRY(auto earlier, find_terminal(office.database(), *enrolment.terminal));
        if (!earlier) {
            return fail(ErrorCode::NotFound, "terminal " + enrolment.terminal->hex());
        }
        return std::move(*earlier);
    }
    ASAH_TRY(auto terminal, issue_certificates(office, found.request, enrolment, issuing));
    auto saved = sqlite::in_transaction(office.database(), [&](sqlite::Tx& tx) -> Result<void> {
        ASAH_CHECK(add_terminal(tx, terminal));
        return use_enrolment(tx, enrolment.code_id, terminal.id);
    });
    ASAH_CHECK(std::move(saved));
    return terminal;
}

Result<void> write_reply(Office& office, const Terminal& terminal, const Digest& request_digest,
                         const Bytes& issuing) {
    const auto& config = office.config();
    const ledger::JoinReply reply{.authority = config.authority,
                                  .terminal = terminal.id,
                                  .terminal_name = terminal.name,
                                  .unit = terminal.unit,
                                  .hq_address = config.address + ":" + std::to_string(config.port),
                                  .request_digest = request_digest,
                                  .tls_certificate = terminal.tls_certificate,
                                  .signing_certificate = terminal.signing_certificate,
                                  .opening_certificate = terminal.opening_certificate,
                                  .issuing_certificate = issuing};
    auto& files = office.ports().files;
    ASAH_TRY(const auto key, vault::SigningKey::open(files, key_path(office.home(), "issuing")));
    ASAH_TRY(const auto document,
             vault::sign_document(ledger::kJoinReplyType, ledger::make_join_reply_payload(reply),
                                  {&key}));
    return files.write_durable(config.orders + "/" + protocol::orders_reply_name(request_digest),
                               document, FileMode::Group);
}

}  // namespace

Result<NewCode> make_code(Office& office, const UnitCode& unit, const std::string& name) {
    ASAH_TRY(const bool is_known, has_unit(office.database(), unit));
    if (!is_known) {
        return fail(ErrorCode::NotFound, "unit " + unit.value);
    }
    ASAH_TRY(const auto root_digest, office.root_digest());
    const Enrolment enrolment{.code_id = to_hex(random_bytes(office.ports().random, kCodeIdBytes)),
                              .secret = random_bytes(office.ports().random, kSecretBytes),
                              .unit = unit,
                              .name = name.empty() ? unit.value : name,
                              .expires = office.now() + DurationMs{kCodeDays * kDayMs},
                              .terminal = {}};
    auto saved = sqlite::in_transaction(office.database(), [&](sqlite::Tx& tx) -> Result<void> {
        return add_enrolment(tx, enrolment);
    });
    ASAH_CHECK(std::move(saved));
    ASAH_CHECK(write_code_table(office));
    const ledger::JoinCode code{
        .hq_address = office.config().address + ":" + std::to_string(office.config().join_port),
        .root_digest = root_digest,
        .code_id = enrolment.code_id,
        .secret = enrolment.secret,
        .expires = enrolment.expires};
    return NewCode{.code_id = enrolment.code_id,
                   .text = ledger::make_join_code(code),
                   .expires = enrolment.expires};
}

Result<std::vector<Waiting>> find_waiting(Office& office) {
    ASAH_TRY(const auto looked, look_at_requests(office));
    std::vector<Waiting> waiting;
    for (const auto& one : looked.open) {
        waiting.push_back(one.waiting);
    }
    return waiting;
}

Result<int> drop_dead_requests(Office& office) {
    ASAH_TRY(auto looked, look_at_requests(office));
    for (const auto& one : looked.open) {
        if (one.waiting.enrolment.expires < office.now()) {
            looked.dead.push_back(protocol::intake_join_name(one.waiting.request_digest));
        }
    }
    for (const auto& name : looked.dead) {
        ASAH_CHECK(office.ports().files.remove(office.config().intake + "/" + name));
    }
    return static_cast<int>(looked.dead.size());
}

Result<Terminal> confirm_terminal(Office& office, const std::string& code_id,
                                  const std::optional<std::string>& digits) {
    ASAH_TRY(const auto looked, look_at_requests(office));
    const auto found = std::find_if(looked.open.begin(), looked.open.end(), [&](const Found& one) {
        return one.waiting.enrolment.code_id == code_id;
    });
    if (found == looked.open.end()) {
        return fail(ErrorCode::Waiting, "no request for code " + code_id);
    }
    const auto& waiting = found->waiting;
    if (waiting.enrolment.expires < office.now()) {
        return fail(ErrorCode::CodeExpired, code_id);
    }
    if (digits && only_digits(*digits) != only_digits(waiting.digits)) {
        return fail(ErrorCode::CodeWrong, "digits differ");
    }
    ASAH_TRY(const auto root, office.root());
    const auto issuers = ledger::certificates_of(root, Role::Issuing);
    if (issuers.empty()) {
        return fail(ErrorCode::CertificateInvalid, "root names no issuing certificate");
    }
    ASAH_TRY(const auto terminal, admit(office, *found, issuers.front()));
    ASAH_CHECK(write_terminal_table(office));
    ASAH_CHECK(write_reply(office, terminal, waiting.request_digest, issuers.front()));
    ASAH_CHECK(office.ports().files.remove(office.config().intake + "/" +
                                           protocol::intake_join_name(waiting.request_digest)));
    ASAH_CHECK(office.snapshot());
    return terminal;
}

Result<void> set_terminal_state(Office& office, const TerminalId& id, TerminalState state) {
    ASAH_TRY(const auto terminal, find_terminal(office.database(), id));
    if (!terminal) {
        return fail(ErrorCode::NotFound, "terminal " + id.hex());
    }
    auto saved = sqlite::in_transaction(office.database(), [&](sqlite::Tx& tx) -> Result<void> {
        if (state == TerminalState::Revoked) {
            ASAH_CHECK(mark_pins_of_unit(tx, terminal->unit));
        }
        return save_terminal_state(tx, id, state, office.now());
    });
    ASAH_CHECK(std::move(saved));
    ASAH_CHECK(write_terminal_table(office));
    return office.snapshot();
}

namespace {

/// Once for each revoked terminal: it stays the same document however often it is fetched.
Result<void> ensure_revocation(Office& office, const TerminalId& terminal) {
    auto& files = office.ports().files;
    const auto path = office.config().orders + "/" + protocol::orders_revocation_name(terminal);
    if (files.exists(path)) {
        return {};
    }
    ASAH_TRY(const auto key, vault::SigningKey::open(files, key_path(office.home(), "issuing")));
    const auto payload = ledger::make_revocation_payload(
        {.authority = office.config().authority, .terminal = terminal, .made = office.now()});
    ASAH_TRY(const auto document, vault::sign_document(ledger::kRevocationType, payload, {&key}));
    return files.write_durable(path, document, FileMode::Group);
}

}  // namespace

Result<void> write_code_table(Office& office) {
    ASAH_TRY(const auto enrolments, load_enrolments(office.database()));
    auto codes = nlohmann::json::array();
    for (const auto& enrolment : enrolments) {
        if (office.now() < enrolment.expires) {
            codes.push_back(
                {{"code", enrolment.code_id}, {"expires_utc_ms", enrolment.expires.value}});
        }
    }
    const nlohmann::json table{{"version", 1}, {"codes", codes}};
    const auto text = table.dump(2) + "\n";
    return office.ports().files.write_durable(office.config().orders + "/" + protocol::kOrdersCodes,
                                              as_bytes(text), FileMode::Group);
}

Result<void> write_terminal_table(Office& office) {
    ASAH_TRY(const auto terminals, load_terminals(office.database()));
    auto list = nlohmann::json::array();
    for (const auto& terminal : terminals) {
        if (terminal.state == TerminalState::Revoked) {
            ASAH_CHECK(ensure_revocation(office, terminal.id));
        }
        ASAH_TRY(const auto tls, vault::read_certificate(terminal.tls_certificate));
        ASAH_TRY(const auto signing, vault::read_certificate(terminal.signing_certificate));
        list.push_back({{"terminal", terminal.id.hex()},
                        {"name", terminal.name},
                        {"unit", terminal.unit.value},
                        {"state", state_code(terminal.state)},
                        {"tls_key_id", to_hex(tls.key_id)},
                        {"signing_key_id", to_hex(signing.key_id)},
                        {"signing_certificate", to_base64(terminal.signing_certificate)}});
    }
    const nlohmann::json table{{"version", 1}, {"terminals", list}};
    const auto text = table.dump(2) + "\n";
    return office.ports().files.write_durable(
        office.config().orders + "/" + protocol::kOrdersTerminals, as_bytes(text), FileMode::Group);
}

}  // namespace asah::hq
