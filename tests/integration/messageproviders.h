#pragma once

#include "tests/support/messagestandins.h"
#include "tests/support/serverprocess.h"

#include <QRegularExpression>

namespace pl::test {

/// The path of the plumber's link in a message; empty when it has none.
inline QString linkIn(const std::string &text)
{
    static const QRegularExpression link(QStringLiteral("http://[^/\\s]+(/l/[A-Za-z0-9_-]{88})"));
    return link.match(QString::fromStdString(text)).captured(1);
}

/// A SendGrid and a Twilio on ports of their own, for a server process that is told of them.
struct MessageProviders
{
    SendGridStandIn email;
    TwilioStandIn sms;
    MessageStandInServer emailServer{email};
    MessageStandInServer smsServer{sms};

    /// Before the server's start.
    void serve(ServerProcess &server) const
    {
        const std::pair<const char *, QString> variables[] = {
            {"EMAIL_SERVICE_API_KEY", QLatin1String(SendGridStandIn::kKey)},
            {"EMAIL_API_BASE", emailServer.url()},
            {"EMAIL_FROM", QLatin1String(SendGridStandIn::kFrom)},
            {"SMS_SERVICE_API_KEY", QLatin1String(TwilioStandIn::kKey)},
            {"SMS_API_BASE", smsServer.url()},
            {"SMS_FROM", QLatin1String(TwilioStandIn::kFrom)}};
        for (const auto &[name, value] : variables)
            server.setEnvironment(QLatin1String(name), value);
    }
    /// The newest e-mail to that address; nothing before one has come.
    std::optional<MessageStandIn::Taken> newestMail(const std::string &to) const
    {
        const auto &all = email.taken();
        const auto found = std::find_if(all.rbegin(), all.rend(), [&](const auto &mail) { return mail.to == to; });
        return found == all.rend() ? std::nullopt : std::optional(*found);
    }
    /// The path of the newest link mailed to that address; empty before one has come. Mails without a link (about a
    /// card, say) may come before or after it.
    QString newestLink(const std::string &to) const
    {
        QString newest;
        for (const auto &mail : email.taken())
            if (const QString link = mail.to == to ? linkIn(mail.text) : QString(); !link.isEmpty())
                newest = link;
        return newest;
    }
};

} // namespace pl::test
