#include "ui/style/iconmasks.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QStringList>

#include <algorithm>

// Q_INIT_RESOURCE must be outside of any namespace.
static void initIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace pl::ui {
namespace {

const QString kMasks = QStringLiteral("masks");
const QString kPictures = QStringLiteral("plumber-leads");

QString iconFile(const QString &folder, const QString &name)
{
    static const bool isReady = (initIcons(), true);
    Q_UNUSED(isReady)
    return QStringLiteral(":/icons/%1/%2").arg(folder, name);
}

QString drawnFile(const QString &folder, int size)
{
    return iconFile(folder, QStringLiteral("%1.png").arg(size));
}

/// In the order in which they stand beside each other.
const QStringList &maskNames()
{
    static const QStringList names = [] {
        QFile file(iconFile(kMasks, QStringLiteral("names.txt")));
        return file.open(QIODevice::ReadOnly)
                   ? QString::fromLatin1(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts)
                   : QStringList();
    }();
    return names;
}

std::vector<int> sizesIn(const QString &folder)
{
    std::vector<int> sizes;
    for (const QString &name : QDir(iconFile(folder, QString())).entryList({QStringLiteral("*.png")}))
        sizes.push_back(name.section(QLatin1Char('.'), 0, 0).toInt());
    std::sort(sizes.begin(), sizes.end());
    return sizes;
}

/// The least one that is large enough, else the largest.
int drawnSize(const std::vector<int> &sizes, int pixels)
{
    const auto found = std::lower_bound(sizes.begin(), sizes.end(), pixels);
    return found != sizes.end() ? *found : sizes.back();
}

QImage atSize(const QImage &drawn, int pixels)
{
    return drawn.width() == pixels ? drawn
                                   : drawn.scaled(pixels, pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

/// All icons of one size; a byte a pixel, because they stay in memory.
const QImage &allMasks(int size)
{
    static QHash<int, QImage> masks;
    QImage &found = masks[size];
    if (found.isNull())
        found = QImage(drawnFile(kMasks, size)).convertToFormat(QImage::Format_Alpha8);
    return found;
}

} // namespace

bool hasIconMask(const QString &name)
{
    return maskNames().contains(name);
}

QImage iconMask(const QString &name, int pixels)
{
    static const std::vector<int> sizes = sizesIn(kMasks);
    const auto place = static_cast<int>(maskNames().indexOf(name));
    if (place < 0)
        return {};
    const int size = drawnSize(sizes, pixels);
    const QImage mask = allMasks(size).copy(place * size, 0, size, size);
    return atSize(mask.convertToFormat(QImage::Format_ARGB32_Premultiplied), pixels);
}

QImage programPicture(int pixels)
{
    const QImage picture(drawnFile(kPictures, drawnSize(programPictureSizes(), pixels)));
    return atSize(picture.convertToFormat(QImage::Format_ARGB32_Premultiplied), pixels);
}

const std::vector<int> &programPictureSizes()
{
    static const std::vector<int> sizes = sizesIn(kPictures);
    return sizes;
}

} // namespace pl::ui
