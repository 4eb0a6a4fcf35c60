#pragma once

#include "models/base/jsonreader.h"

#include <QHash>

namespace pl {

/// Who the office is to plumbers and customers: rows of `settings`. It appears in messages, on the pages behind links,
/// on statements and on receipts. What is empty is left out.
struct OfficeIdentity
{
    static constexpr int kMaxName = 60;
    static constexpr int kMaxAddressLines = 4;
    static constexpr int kMaxAddressLine = 100;
    static constexpr int kMaxLogoBytes = 64 * 1024;
    static constexpr QLatin1StringView kName{"office_name"};
    static constexpr QLatin1StringView kReplyTo{"office_reply_to"};
    static constexpr QLatin1StringView kAddress{"office_address"};
    static constexpr QLatin1StringView kLogo{"office_logo"};

    QString name;
    QString replyTo; ///< an e-mail address; empty: answers go to where the message came from
    QString address; ///< postal, lines separated by '\n'
    QByteArray logo; ///< a PNG

    bool operator==(const OfficeIdentity &) const = default;
    static QStringList keys();
    /// By key; a value that can't be used counts as empty.
    static OfficeIdentity fromSettings(const QHash<QString, nlohmann::json> &values);
    /// What `settings` keeps under the key: a text, the logo as base64.
    nlohmann::json value(const QString &key) const;
    /// The same, with `fallback`'s where this has nothing.
    OfficeIdentity orElse(const OfficeIdentity &fallback) const;
    /// "12 Main St, Austin, TX 78701"
    QString addressLine() const;
};

/// What a person typed, tidied; or an error whose fields are the keys.
Result<OfficeIdentity> checkOffice(const OfficeIdentity &typed);
/// Whether it is a whole PNG of at most 64 kB and 4,000 pixels a side.
Result<> checkLogo(const QByteArray &png);

} // namespace pl
