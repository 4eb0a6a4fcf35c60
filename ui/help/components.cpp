#include "ui/help/components.h"

#include "models/base/jsonmember.h"
#include "models/base/jsontext.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>

// Outside any namespace, as Q_INIT_RESOURCE requires: a static library's resources must be initialized explicitly.
static void initLicenseResources()
{
    Q_INIT_RESOURCE(licenses);
}

namespace pl::ui {
namespace {

QByteArray compiledIn(const QString &name)
{
    initLicenseResources();
    QFile file(QStringLiteral(":/licenses/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList textsOf(const nlohmann::json &list)
{
    QStringList texts;
    for (const nlohmann::json &item : list)
        texts += jsonText(item);
    return texts;
}

/// The licenses and exceptions that an SPDX expression names.
QStringList licenseNames(const QString &expression)
{
    static const QRegularExpression between(QStringLiteral("\\s+(?:AND|OR|WITH)\\s+"));
    return expression.split(between);
}

QString licenseText(const QString &name)
{
    return QString::fromUtf8(compiledIn(name + QStringLiteral(".txt"))).trimmed();
}

} // namespace

QList<Component> desktopComponents()
{
    const Result<nlohmann::json> known = parseJson(compiledIn(QStringLiteral("components.json")), {});
    QList<Component> found;
    if (!known)
        return found;
    for (const nlohmann::json &item : jsonMember(*known, "components"))
        if (textsOf(jsonMember(item, "in")).contains(QStringLiteral("desktop")))
            found += {jsonText(item, "name"), jsonText(item, "license"), textsOf(jsonMember(item, "copyright")),
                      jsonText(item, "url"), jsonText(item, "note")};
    std::sort(found.begin(), found.end(), [](const Component &one, const Component &other) {
        return one.name.compare(other.name, Qt::CaseInsensitive) < 0;
    });
    return found;
}

QString noticeOf(const Component &component)
{
    QStringList lines{component.name, component.url, component.license, QString()};
    for (const QString &holder : component.copyright)
        lines += QStringLiteral("Copyright \u00A9 ") + holder; // no-tr: the license's own word
    if (!component.note.isEmpty())
        lines += {QString(), component.note};
    for (const QString &name : licenseNames(component.license))
        lines += {QString(), licenseText(name)};
    return lines.join(u'\n');
}

QString programLicense()
{
    return licenseText(QStringLiteral("GPL-3.0-or-later"));
}

} // namespace pl::ui
