#include "models/domain/officeidentity.h"

#include "models/base/jsonmember.h"
#include "models/domain/contactfields.h"

#include <QCoreApplication>
#include <QtEndian>

namespace pl {
namespace {

struct OfficeWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::OfficeIdentity)
};

constexpr int kMaxSide = 4000;
constexpr qsizetype kChunkFrame = 12; // length, type and checksum

Error badLogo(const char *code, const QString &why)
{
    FieldErrors errors;
    errors.add(OfficeIdentity::kLogo.data(), code, why);
    return errors.failure();
}

quint32 numberAt(const QByteArray &bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.constData() + at);
}

bool isSide(quint32 pixels)
{
    return pixels >= 1 && pixels <= kMaxSide;
}

/// The chunks follow one another from the header to the end, with nothing behind it.
bool isWholePng(const QByteArray &png)
{
    static const QByteArray kSignature = QByteArray::fromHex("89504e470d0a1a0a");
    if (!png.startsWith(kSignature))
        return false;
    bool isFirst = true;
    for (qsizetype at = kSignature.size(); at + kChunkFrame <= png.size(); isFirst = false) {
        const qint64 length = numberAt(png, at);
        const QByteArray type = png.mid(at + 4, 4);
        if (length > png.size() - at - kChunkFrame || (type == "IHDR") != isFirst)
            return false;
        if (isFirst && (length != 13 || !isSide(numberAt(png, at + 8)) || !isSide(numberAt(png, at + 12))))
            return false;
        at += kChunkFrame + qsizetype(length);
        if (type == "IEND")
            return at == png.size();
    }
    return false;
}

void checkReplyTo(OfficeIdentity &office, FieldErrors &errors)
{
    if (office.replyTo.trimmed().isEmpty()) {
        office.replyTo.clear();
        return;
    }
    FieldErrors found;
    office.replyTo = checkEmail(office.replyTo, found);
    for (FieldError error : found.list()) {
        error.field = OfficeIdentity::kReplyTo;
        errors.add(error);
    }
}

void checkAddress(OfficeIdentity &office, FieldErrors &errors)
{
    QStringList lines;
    const QStringList typed = office.address.split(u'\n');
    for (const QString &line : typed)
        lines += checkText(line, OfficeIdentity::kAddress.data(), OfficeIdentity::kMaxAddressLine, false, errors);
    lines.removeAll(QString());
    if (lines.size() > OfficeIdentity::kMaxAddressLines)
        errors.add(OfficeIdentity::kAddress.data(), "too_long",
                   OfficeWords::tr("can have at most %n line(s)", nullptr, OfficeIdentity::kMaxAddressLines));
    office.address = lines.join(u'\n');
}

} // namespace

QStringList OfficeIdentity::keys()
{
    return {kName, kReplyTo, kAddress, kLogo};
}

OfficeIdentity OfficeIdentity::fromSettings(const QHash<QString, nlohmann::json> &values)
{
    OfficeIdentity office;
    office.name = jsonText(values.value(kName));
    office.replyTo = jsonText(values.value(kReplyTo));
    office.address = jsonText(values.value(kAddress));
    office.logo = QByteArray::fromBase64(jsonText(values.value(kLogo)).toLatin1());
    if (!checkLogo(office.logo))
        office.logo.clear();
    const Result<OfficeIdentity> usable = checkOffice(office);
    if (usable)
        return *usable;
    for (const FieldError &wrong : usable.error().fields) {
        if (wrong.field == kName)
            office.name.clear();
        if (wrong.field == kReplyTo)
            office.replyTo.clear();
        if (wrong.field == kAddress)
            office.address.clear();
    }
    return office;
}

nlohmann::json OfficeIdentity::value(const QString &key) const
{
    if (key == kName)
        return toJson(name);
    if (key == kReplyTo)
        return toJson(replyTo);
    return key == kAddress ? toJson(address) : toJson(QString::fromLatin1(logo.toBase64()));
}

OfficeIdentity OfficeIdentity::orElse(const OfficeIdentity &fallback) const
{
    return {name.isEmpty() ? fallback.name : name, replyTo.isEmpty() ? fallback.replyTo : replyTo,
            address.isEmpty() ? fallback.address : address, logo.isEmpty() ? fallback.logo : logo};
}

QString OfficeIdentity::addressLine() const
{
    return address.split(u'\n', Qt::SkipEmptyParts).join(QStringLiteral(", "));
}

Result<OfficeIdentity> checkOffice(const OfficeIdentity &typed)
{
    OfficeIdentity office = typed;
    FieldErrors errors;
    office.name = checkText(typed.name, OfficeIdentity::kName.data(), OfficeIdentity::kMaxName, false, errors);
    checkReplyTo(office, errors);
    checkAddress(office, errors);
    if (const Result<> logo = checkLogo(office.logo); !logo)
        errors.add(logo.error().fields.first());
    return errors.finish(office);
}

Result<> checkLogo(const QByteArray &png)
{
    if (png.isEmpty())
        return {};
    if (png.size() > OfficeIdentity::kMaxLogoBytes)
        return badLogo("too_long", OfficeWords::tr("can have at most 64 kB"));
    if (!isWholePng(png))
        return badLogo("invalid", OfficeWords::tr("must be a PNG picture of at most 4,000 pixels a side"));
    return {};
}

} // namespace pl
