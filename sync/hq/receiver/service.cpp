#include "sync/hq/receiver/service.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "kiosk/vault/tls.h"

namespace asah::hq {

/// What the threads of a service share. `mutex` guards has_news and is_stopping.
struct Service::Shared {
    Shared(std::unique_ptr<Receiver> opened, Clock& clock, ServiceSettings chosen, Files& port)
        : receiver(std::move(opened)),
          desk(port, clock, chosen.paths.intake, receiver->orders()),
          settings(std::move(chosen)),
          files(&port) {}

    /// Something waits to be handed over.
    void tell_news() {
        {
            const std::scoped_lock lock(mutex);
            has_news = true;
        }
        wake.notify_all();
    }

    std::unique_ptr<Receiver> receiver;
    JoinDesk desk;  // the join thread's alone
    ServiceSettings settings;
    Files* files;
    std::shared_ptr<const ledger::Root> tls_root;  // housekeeping's alone
    std::mutex mutex;
    std::condition_variable wake;
    bool has_news = false;
    bool is_stopping = false;
};

namespace {

constexpr std::size_t kPemBytesMax = 64U << 10U;
/// So many requests are under way at once; the archive flushes once for all that wait together.
constexpr int kWorkers = 32;

http::Response message_response(const protocol::Message& message) {
    http::Response response;
    response.content_type = "application/octet-stream";
    response.body = std::string(as_text(protocol::encode_message(message)));
    return response;
}

http::Response not_found() {
    http::Response response;
    response.status = 404;
    response.body = "not found\n";
    return response;
}

http::Response handled(Receiver& receiver, const http::Request& request) {
    if (request.method != "POST" || request.target != "/v1" || !request.peer_certificate) {
        return not_found();
    }
    const auto message = protocol::parse_message(as_bytes(request.body));
    if (!message.has_value()) {
        return message_response(protocol::Refusal{message.error().code});
    }
    // New orders apply from the next contact on; the housekeeping reports what is wrong in them.
    static_cast<void>(receiver.orders().refresh());
    const auto terminal = receiver.terminal_of(*request.peer_certificate);
    if (!terminal.has_value()) {
        return message_response(protocol::Refusal{terminal.error().code});
    }
    return message_response(protocol::reply_to(receiver, *terminal, *message));
}

Result<http::TlsSettings> tls_settings(Files& files, const std::string& home,
                                       std::shared_ptr<const ledger::Root> root,
                                       std::shared_ptr<vault::CheckedCertificates> checks) {
    http::TlsSettings tls;
    ASAH_TRY(const auto certificate, files.read(home + "/tls.pem", kPemBytesMax));
    ASAH_TRY(const auto key, files.read(home + "/tls.key", kPemBytesMax));
    tls.certificate_chain_pem = std::string(as_text(certificate));
    tls.key_pem = std::string(as_text(key));
    if (checks) {
        tls.client = http::ClientCertificate::Required;
        tls.configure = [root = std::move(root), checks = std::move(checks)](void* context) {
            return vault::configure_tls_server(context, root, nullptr, checks);
        };
    }
    return tls;
}

}  // namespace

Result<std::unique_ptr<Service>> Service::open(Files& files, Clock& clock,
                                               const ServiceSettings& settings, Tell tell) {
    const auto& paths = settings.paths;
    ASAH_TRY(auto receiver, Receiver::open(files, clock, paths, std::move(tell), settings.quota));
    const auto root = receiver->orders().view()->root;
    const auto checks = receiver->certificates();
    auto shared = std::make_unique<Shared>(std::move(receiver), clock, settings, files);
    shared->tls_root = root;

    http::Settings main{.address = settings.address, .port = settings.port, .tls = {}};
    main.body_bytes_max = protocol::kRequestBytesMax;
    main.worker_count = kWorkers;
    ASAH_TRY(main.tls, tls_settings(files, paths.home, root, checks));
    ASAH_TRY(auto listener,
             http::Listener::open(std::move(main), [at = shared.get()](const auto& request) {
                 auto response = handled(*at->receiver, request);
                 at->tell_news();
                 return response;
             }));

    http::Settings join{.address = settings.address, .port = settings.join_port, .tls = {}};
    join.body_bytes_max = kJoinRequestBytesMax;
    ASAH_TRY(join.tls, tls_settings(files, paths.home, root, nullptr));
    ASAH_TRY(auto join_listener,
             http::Listener::open(std::move(join), [at = shared.get()](const auto& request) {
                 return at->desk.handle(request);
             }));
    return std::unique_ptr<Service>(
        new Service(std::move(shared), std::move(listener), std::move(join_listener)));
}

Service::Service(std::unique_ptr<Shared> shared, http::Listener listener,
                 http::Listener join_listener)
    : m_shared(std::move(shared)),
      m_listener(std::move(listener)),
      m_join_listener(std::move(join_listener)) {}

Service::~Service() { stop(); }

void Service::start() {
    m_threads.emplace_back([this] { m_listener.run(); });
    m_threads.emplace_back([this] { m_join_listener.run(); });
    m_threads.emplace_back([this] { keep_house(); });
}

void Service::keep_house() {
    auto& shared = *m_shared;
    std::unique_lock lock(shared.mutex);
    while (!shared.is_stopping) {
        shared.has_news = false;
        lock.unlock();
        shared.receiver->refresh();
        renew_tls();
        lock.lock();
        shared.wake.wait_for(lock, std::chrono::milliseconds(shared.settings.refresh_ms),
                             [&] { return shared.has_news || shared.is_stopping; });
    }
}

/// A new root decides from the next handshake on. If key or certificate cannot be read now, the
/// next look tries again.
void Service::renew_tls() {
    auto& shared = *m_shared;
    const auto root = shared.receiver->orders().view()->root;
    if (root == shared.tls_root) {
        return;
    }
    const auto tls = tls_settings(*shared.files, shared.settings.paths.home, root,
                                  shared.receiver->certificates());
    if (tls.has_value() && m_listener.replace_tls(*tls).has_value()) {
        shared.tls_root = root;
    }
}

void Service::stop() {
    if (m_threads.empty()) {
        return;
    }
    {
        const std::scoped_lock lock(m_shared->mutex);
        m_shared->is_stopping = true;
    }
    m_shared->wake.notify_all();
    m_listener.stop();
    m_join_listener.stop();
    for (auto& thread : m_threads) {
        thread.join();
    }
    m_threads.clear();
    m_shared->receiver->refresh();  // hands over what the last requests brought
}

}  // namespace asah::hq
