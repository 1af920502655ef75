#include "kiosk/vault/tls.h"

#include <doctest/doctest.h>
#include <openssl/ssl.h>
#include <memory>

#include "tests/support/authority.h"

using namespace asah;
using ledger::Role;

TEST_SUITE_BEGIN("vault/tls");

namespace {

using ContextPtr = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;
using SslPtr = std::unique_ptr<SSL, decltype(&SSL_free)>;

ContextPtr context_of(const SSL_METHOD* method, const support::Authority::Issued& issued) {
    ContextPtr context(SSL_CTX_new(method), SSL_CTX_free);
    const unsigned char* at = issued.certificate.data();
    X509* certificate = d2i_X509(nullptr, &at, static_cast<long>(issued.certificate.size()));
    SSL_CTX_use_certificate(context.get(), certificate);
    X509_free(certificate);
    SSL_CTX_use_PrivateKey_file(context.get(), issued.key_path.c_str(), SSL_FILETYPE_PEM);
    return context;
}

struct Meeting {
    bool client_done = false;
    bool server_done = false;
    ErrorCode refused = ErrorCode::Internal;  // by the client
    ErrorCode refused_by_server = ErrorCode::Internal;
};

// A whole handshake over memory, without a socket.
Meeting meet(const support::Authority::Issued& server, const ledger::Root& server_root,
             const support::Authority::Issued& client, const ledger::Root& client_root) {
    auto server_context = context_of(TLS_server_method(), server);
    auto client_context = context_of(TLS_client_method(), client);
    vault::TlsOutcome outcome;
    vault::TlsOutcome server_outcome;
    REQUIRE(vault::configure_tls_server(
                server_context.get(), std::make_shared<ledger::Root>(server_root), &server_outcome)
                .has_value());
    REQUIRE(vault::configure_tls_client(client_context.get(),
                                        std::make_shared<ledger::Root>(client_root), &outcome)
                .has_value());
    const SslPtr s(SSL_new(server_context.get()), SSL_free);
    const SslPtr c(SSL_new(client_context.get()), SSL_free);
    BIO* a = nullptr;
    BIO* b = nullptr;
    BIO_new_bio_pair(&a, 0, &b, 0);
    SSL_set_bio(s.get(), a, a);
    SSL_set_bio(c.get(), b, b);
    SSL_set_accept_state(s.get());
    SSL_set_connect_state(c.get());
    Meeting meeting;
    for (int i = 0; i < 20; ++i) {
        meeting.client_done = SSL_do_handshake(c.get()) == 1;
        meeting.server_done = SSL_do_handshake(s.get()) == 1;
    }
    meeting.refused = outcome.refused;
    meeting.refused_by_server = server_outcome.refused;
    return meeting;
}

}  // namespace

TEST_CASE("headquarters and a terminal of one authority meet") {
    support::Authority city;
    const auto meeting = meet(city.issue(Role::HqTls, "hq"), city.root,
                              city.issue(Role::TerminalTls, "kios"), city.root);
    CHECK(meeting.client_done);
    CHECK(meeting.server_done);
}

TEST_CASE("four strangers are refused, each for its own reason") {
    support::Authority city;
    support::Authority other(2);
    const auto hq = city.issue(Role::HqTls, "hq");
    const auto terminal = city.issue(Role::TerminalTls, "kios");
    // another city's headquarters
    CHECK(meet(other.issue(Role::HqTls, "hq"), city.root, terminal, city.root).refused ==
          ErrorCode::CertificateForeign);
    // right city, wrong role: a terminal's certificate as a server
    CHECK(meet(terminal, city.root, terminal, city.root).refused == ErrorCode::CertificateRole);
    // a client of another role, and one that was revoked
    CHECK(meet(hq, city.root, city.issue(Role::TerminalSigning, "kios"), city.root)
              .refused_by_server == ErrorCode::CertificateRole);
    CHECK(
        meet(hq, city.root, other.issue(Role::TerminalTls, "kios"), city.root).refused_by_server ==
        ErrorCode::CertificateForeign);
    auto revoking = city.root;
    revoking.revoked_key_ids = {vault::read_certificate(terminal.certificate).value().key_id};
    const auto refusal = meet(hq, revoking, terminal, city.root);
    CHECK_FALSE(refusal.server_done);
    CHECK(refusal.refused_by_server == ErrorCode::CertificateRevoked);
    // headquarters whose key was revoked
    revoking.revoked_key_ids = {vault::read_certificate(hq.certificate).value().key_id};
    CHECK(meet(hq, city.root, terminal, revoking).refused == ErrorCode::CertificateRevoked);
}

TEST_SUITE_END();
