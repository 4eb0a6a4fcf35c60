#include "ui/settings/logofile.h"

#include "models/domain/officeidentity.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>

namespace pl::ui {

namespace {

struct LogoWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::LogoFile)
};

constexpr QSize kLargest(600, 200);
constexpr QSize kSmallest(60, 20);

QByteArray asLogo(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QImage fitted(const QImage &image, const QSize &room)
{
    const bool fits = image.width() <= room.width() && image.height() <= room.height();
    return fits ? image : image.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

/// A photograph's many pixels would take a second.
void readAtNeededSize(QImageReader &reader)
{
    const QSize room = kLargest * 2;
    const QSize size = reader.size();
    const bool isLarger = size.width() > room.width() || size.height() > room.height();
    if (!size.isEmpty() && isLarger)
        reader.setScaledSize(size.scaled(room, Qt::KeepAspectRatio));
}

} // namespace

Result<QByteArray> logoFromFile(const QString &path)
{
    QImageReader reader(path);
    reader.setAutoTransform(true);
    reader.setDecideFormatFromContent(true);
    readAtNeededSize(reader);
    QImage image = reader.read();
    if (image.isNull())
        return Error{ErrorCode::InvalidInput,
                     LogoWords::tr("This file isn't a picture that can be read. Choose a PNG or JPEG.")};
    // Made again pixel by pixel: a photograph's file says where it was taken.
    image.convertTo(QImage::Format_ARGB32);
    for (const QString &key : image.textKeys())
        image.setText(key, QString());
    for (QSize room = kLargest; room.width() >= kSmallest.width(); room = room * 3 / 4) {
        const QByteArray png = asLogo(fitted(image, room));
        if (checkLogo(png) && !png.isEmpty())
            return png;
    }
    return Error{ErrorCode::InvalidInput,
                 LogoWords::tr("This picture can't be made small enough. Choose another one.")};
}

} // namespace pl::ui
