#include "ui/dashboard/dashboardfiles.h"

#include "ui/dashboard/timechart.h"
#include "ui/office/files.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"

#include <QBuffer>
#include <QLocale>
#include <QPainter>
#include <QPdfWriter>
#include <QThreadPool>

namespace pl::ui {
namespace {

constexpr qreal kFileSharpness = 2;
constexpr qreal kHeadHeight = 44; // at 13 px text

void setSharpnessOf(const QWidget &content, qreal ratio)
{
    for (TimeChart *chart : content.findChildren<TimeChart *>())
        chart->setSharpness(ratio);
}

QSize sizeOf(const QWidget &content)
{
    return {content.width(), content.height() + scaledPx(&content, kHeadHeight)};
}

/// The headline, and the widget below it.
void paintDashboard(QPainter &painter, QWidget &content, const QString &headline)
{
    const Colors &colors = colorsOf(&content);
    const int head = scaledPx(&content, kHeadHeight);
    const int inset = scaledPx(&content, 14);
    painter.fillRect(QRect(QPoint(0, 0), sizeOf(content)), colors.panel);
    painter.setPen(colors.text);
    painter.setFont(scaledFont(content.font(), kViewTitle, QFont::Bold));
    const QRect line(inset, 0, content.width() - 2 * inset, head);
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft,
                     elided(headline, QFontMetricsF(painter.font()), line.width()));
    setSharpnessOf(content, kFileSharpness);
    content.render(&painter, QPoint(0, head));
    setSharpnessOf(content, content.devicePixelRatioF());
}

/// `bytes` is called by the worker.
template <class Bytes>
Later<Result<>> writeLater(const QString &path, Bytes bytes)
{
    const auto promise = std::make_shared<Later<Result<>>::Promise>();
    auto later = promise->later();
    QThreadPool::globalInstance()->start(
        [promise, path, bytes = std::move(bytes)] { promise->give(saveFile(path, bytes())); });
    return later;
}

QByteArray pngOf(const QImage &image)
{
    QByteArray data;
    QBuffer buffer(&data);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return data;
}

} // namespace

QImage dashboardImage(QWidget &content, const QString &headline)
{
    QImage image(sizeOf(content) * kFileSharpness, QImage::Format_RGB32);
    image.setDevicePixelRatio(kFileSharpness);
    QPainter painter(&image);
    paintDashboard(painter, content, headline);
    return image;
}

QByteArray dashboardPdf(QWidget &content, const QString &headline)
{
    QByteArray data;
    QBuffer buffer(&data);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    const bool metric = QLocale().measurementSystem() == QLocale::MetricSystem;
    const QSize size = sizeOf(content);
    const bool wide = size.width() > size.height();
    writer.setPageLayout(QPageLayout(QPageSize(metric ? QPageSize::A4 : QPageSize::Letter),
                                     wide ? QPageLayout::Landscape : QPageLayout::Portrait, QMarginsF(12, 12, 12, 12),
                                     QPageLayout::Millimeter));
    writer.setTitle(headline);
    writer.setCreator(QStringLiteral("Plumber Leads")); // no-tr: a name
    const bool dark = colorsOf(&content).dark;
    if (dark)
        content.setPalette(paletteOf(lightColors()));
    {
        QPainter painter(&writer);
        const qreal scale = std::min(qreal(writer.width()) / size.width(), qreal(writer.height()) / size.height());
        painter.scale(scale, scale);
        paintDashboard(painter, content, headline);
    }
    if (dark)
        content.setPalette(QPalette());
    buffer.close();
    return data;
}

Later<Result<>> saveLater(const QString &path, const QImage &image)
{
    return writeLater(path, [image] { return pngOf(image); });
}

Later<Result<>> saveLater(const QString &path, const QByteArray &data)
{
    return writeLater(path, [data] { return data; });
}

} // namespace pl::ui
