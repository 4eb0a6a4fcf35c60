#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QFuture>

namespace pl::supabase {

/// Who is asking. Hosted Supabase requires the project's key in `apikey` on every request, and the person's JWT (or an
/// old-style key, which is a JWT itself) in `Authorization: Bearer`. New-style keys "sb_…" aren't JWTs: `apikey` only.
class Credentials
{
public:
    virtual ~Credentials() = default;
    virtual QByteArray apiKey() const = 0;
    /// Empty: no Authorization header.
    virtual QByteArray bearer() const = 0;
    /// False: a request would be refused, so renew() comes first, and the request fails as it does.
    virtual bool isReady() const { return true; }
    /// Called when a request was refused with 401. Ok if the request should be tried again with a new bearer.
    virtual QFuture<Result<>> renew();
};

/// A fixed key: the server's secret (service) key, or the publishable (anon) key.
class KeyCredentials : public Credentials
{
public:
    explicit KeyCredentials(QByteArray key) : m_key(std::move(key)) {}
    QByteArray apiKey() const override { return m_key; }
    QByteArray bearer() const override { return m_key.startsWith("sb_") ? QByteArray() : m_key; }

private:
    QByteArray m_key;
};

} // namespace pl::supabase
