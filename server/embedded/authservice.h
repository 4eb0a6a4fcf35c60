#pragma once

#include "models/domain/timestamp.h"
#include "server/http/message.h"

#include <functional>

namespace pl::embedded {

class Database;

class AuthService
{
public:
    struct Settings
    {
        QByteArray jwtSecret;
        QString issuer;
        std::function<Timestamp()> clock;
    };
    explicit AuthService(Settings settings) : m_settings(std::move(settings)) {}
    http::Response handle(const http::Request &, Database &) { return {404, {}, {}}; }

private:
    Settings m_settings;
};

} // namespace pl::embedded
