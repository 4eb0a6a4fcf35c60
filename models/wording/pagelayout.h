#pragma once

#include "models/domain/officeidentity.h"

namespace pl::wording {

/// The logo's address in a mail, which carries it as an attachment with this id.
inline constexpr QLatin1StringView kLogoId{"office-logo"};

/// What surrounds a page or a mail.
struct PageFrame
{
    QString language = QStringLiteral("en"); ///< of the words, as HTML names it
    OfficeIdentity office = {};              ///< its name and address; both may be empty
    QString logo = {};                       ///< the image's address; empty: none

    /// For a mail: the logo is attached.
    static PageFrame ofMail(const QString &language, const OfficeIdentity &office);
    /// For a page: the logo is in it.
    static PageFrame ofPage(const QString &language, const OfficeIdentity &office);
};

/// Wraps `content`, HTML made by a template, in the common page layout.
QString pageOf(const QString &title, const QString &content, const PageFrame &frame = {});
/// The layout's style as a Content-Security-Policy source: "'sha256-…'".
QByteArray pageStyleHash();

} // namespace pl::wording
