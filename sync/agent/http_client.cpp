#include "sync/agent/http_client.h"

#include <curl/curl.h>
#include <array>

#include "kiosk/core/base/assert.h"
#include "kiosk/vault/tls.h"
#include "sync/agent/refusal.h"

namespace asah::agent {

namespace {

constexpr long kConnectTimeoutS = 15;
// A line of 50 kbit/s moves 6,000 bytes a second; below 100 for a minute it is dead.
constexpr long kSpeedLimit = 100;
constexpr long kSpeedTimeS = 60;
constexpr long kWholeTimeoutS = 3600;

struct Sink {
    Bytes bytes;
    std::size_t bytes_max = 0;
    bool is_over = false;
};

std::size_t take(char* data, std::size_t size, std::size_t count, void* user) {
    auto& sink = *static_cast<Sink*>(user);
    const std::size_t total = size * count;
    if (sink.bytes.size() + total > sink.bytes_max) {
        sink.is_over = true;
        return 0;
    }
    const auto view = as_bytes(std::string_view(data, total));
    sink.bytes.insert(sink.bytes.end(), view.begin(), view.end());
    return total;
}

}  // namespace

struct HttpClient::Impl {
    std::string address;
    TlsChoice tls;
    vault::TlsOutcome outcome;
    std::unique_ptr<CURL, void (*)(CURL*)> curl{curl_easy_init(), curl_easy_cleanup};
    std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers{nullptr, curl_slist_free_all};
    std::array<char, CURL_ERROR_SIZE> words{};

    static CURLcode configure(CURL*, void* context, void* user) {
        auto& self = *static_cast<Impl*>(user);
        return vault::configure_tls_client(context, self.tls.root, &self.outcome).has_value()
                   ? CURLE_OK
                   : CURLE_SSL_CERTPROBLEM;
    }

    template <class Value>
    void set(CURLoption option, Value value) {
        const auto done = curl_easy_setopt(curl.get(), option, value);
        ASAH_ASSERT(done == CURLE_OK);
    }

    void prepare() {
        set(CURLOPT_PROTOCOLS_STR, "https");
        set(CURLOPT_FOLLOWLOCATION, 0L);
        set(CURLOPT_PROXY, "");
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_CONNECTTIMEOUT, kConnectTimeoutS);
        set(CURLOPT_LOW_SPEED_LIMIT, kSpeedLimit);
        set(CURLOPT_LOW_SPEED_TIME, kSpeedTimeS);
        set(CURLOPT_TIMEOUT, kWholeTimeoutS);
        set(CURLOPT_ERRORBUFFER, words.data());
        set(CURLOPT_WRITEFUNCTION, &take);
        set(CURLOPT_USERAGENT, "asah-sync/" ASAH_VERSION);
        set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_3));
        // The name is not checked: the role under our root is (vault::configure_tls_client).
        set(CURLOPT_SSL_VERIFYHOST, 0L);
        set(CURLOPT_SSL_VERIFYPEER, tls.root ? 1L : 0L);
        set<const char*>(CURLOPT_CAINFO, nullptr);
        set<const char*>(CURLOPT_CAPATH, nullptr);
        if (tls.root) {
            set(CURLOPT_SSL_CTX_FUNCTION, &Impl::configure);
            set<void*>(CURLOPT_SSL_CTX_DATA, this);
        }
        if (!tls.certificate_path.empty()) {
            set(CURLOPT_SSLCERT, tls.certificate_path.c_str());
            set(CURLOPT_SSLKEY, tls.key_path.c_str());
        }
        headers.reset(curl_slist_append(nullptr, "Content-Type: application/octet-stream"));
        // Without this curl waits for a "100 Continue" that our server does not send.
        curl_slist_append(headers.get(), "Expect:");
        set(CURLOPT_HTTPHEADER, headers.get());
    }

    Error error_of(CURLcode code, const Sink& sink) {
        const std::string detail = address + ": " + words.data();
        if (sink.is_over) {
            return {ErrorCode::TooLarge, address, {}};
        }
        if (outcome.refused != ErrorCode::Internal) {
            return server_refused(outcome.refused, address);
        }
        if (code == CURLE_SSL_CERTPROBLEM) {
            return {ErrorCode::CertificateInvalid, detail, {}};
        }
        // With TLS 1.3 a refused client certificate shows only at the first read or write.
        if (is_alert(words.data())) {
            return own_refused(words.data(), address);
        }
        const bool is_unreached = code == CURLE_COULDNT_RESOLVE_HOST ||
                                  code == CURLE_COULDNT_CONNECT || code == CURLE_URL_MALFORMAT;
        return {
            is_unreached ? ErrorCode::NetworkUnreachable : ErrorCode::NetworkBroken, detail, {}};
    }
};

HttpClient::HttpClient(std::string address, TlsChoice tls) : m_impl(std::make_unique<Impl>()) {
    m_impl->address = std::move(address);
    m_impl->tls = std::move(tls);
    ASAH_ASSERT(m_impl->curl != nullptr);
    m_impl->prepare();
}

HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

Result<HttpReply> HttpClient::send(const HttpRequest& request) {
    auto& at = *m_impl;
    const std::string url = "https://" + at.address + request.path;
    Sink sink{.bytes = {}, .bytes_max = request.reply_bytes_max, .is_over = false};
    at.words.fill('\0');
    at.outcome = {};
    at.set(CURLOPT_URL, url.c_str());
    at.set<void*>(CURLOPT_WRITEDATA, &sink);
    if (request.body.empty()) {
        at.set(CURLOPT_HTTPGET, 1L);
    } else {
        at.set(CURLOPT_POST, 1L);
        at.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        at.set(CURLOPT_POSTFIELDS, as_text(request.body).data());
    }
    const auto code = curl_easy_perform(at.curl.get());
    if (code != CURLE_OK) {
        return fail(at.error_of(code, sink));
    }
    long status = 0;
    curl_easy_getinfo(at.curl.get(), CURLINFO_RESPONSE_CODE, &status);
    return HttpReply{static_cast<int>(status), std::move(sink.bytes)};
}

}  // namespace asah::agent
