#pragma once

#include "server/http/message.h"

#include <QString>
#include <QStringList>

#include <nlohmann/json.hpp>

#include <vector>

namespace pl::test {

/// One recorded exchange.
struct Transcript
{
    QString name;
    QString who;
    nlohmann::json request;
    nlohmann::json response;

    /// The lines of a file; a line that is no transcript makes the list empty.
    static std::vector<Transcript> read(const QString &file);

    /// The request as it is to be sent, with the gateway's key.
    http::Request toRequest(const QByteArray &apiKey) const;
    /// What an answer has that the recording hasn't, one line each; empty when it answers as recorded.
    QStringList differences(const http::Response &answer) const;
};

} // namespace pl::test
