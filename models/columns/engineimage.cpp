#include "models/columns/engineimage.h"

#include "models/base/version.h"
#include "models/columns/imageblocks.h"

namespace pl::columns {
namespace {

/// Goes up when the columns, their records or the blocks change.
constexpr int kImageFormat = 1;

/// All on which the bytes depend, and whose image it is. A number that was written the other way round is another one.
QByteArray headOf(const QByteArray &key)
{
    constexpr std::uint64_t kOrder = 0x0102030405060708;
    QByteArray head(reinterpret_cast<const char *>(&kOrder), sizeof kOrder);
    for (const std::size_t number : {std::size_t(kImageFormat), sizeof(std::size_t), ColumnArena::kChunkBytes})
        head += QByteArray::number(static_cast<qulonglong>(number)) + ' ';
    return head + versionText().toUtf8() + ' ' + qVersion() + '\n' + key;
}

bool hasHead(ImageReader &from, const QByteArray &key)
{
    const QByteArray wanted = headOf(key);
    QByteArray head(wanted.size(), Qt::Uninitialized);
    const auto size = from.bytes(head.data(), static_cast<std::size_t>(head.size()));
    return size && *size == static_cast<std::size_t>(wanted.size()) && head == wanted;
}

} // namespace

bool writeEngine(QIODevice &to, LeadEngine &engine, const QByteArray &key)
{
    ImageWriter image(to);
    const QByteArray head = headOf(key);
    image.bytes(head.constData(), static_cast<std::size_t>(head.size()));
    engine.columns.write(image);
    engine.orders.write(image);
    return image.isFine();
}

std::unique_ptr<LeadEngine> readEngine(QIODevice &from, const QByteArray &key)
{
    ImageReader image(from);
    if (!hasHead(image, key))
        return nullptr;
    auto engine = std::make_unique<LeadEngine>();
    if (!engine->columns.read(image) || !engine->orders.read(image) || !image.isAtEnd())
        return nullptr;
    engine->orders.prepare();
    engine->tally.counts({});
    return engine;
}

} // namespace pl::columns
