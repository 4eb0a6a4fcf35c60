#pragma once

#include <QHash>
#include <QObject>
#include <QPixmap>
#include <QTextObjectInterface>

class QWidget;

#ifdef Q_MOC_RUN
// moc isn't shown Qt's headers (CMakeLists.txt says why).
Q_DECLARE_INTERFACE(QTextObjectInterface, "org.qt-project.Qt.QTextObjectInterface")
#endif

namespace pl::ui {

/// Draws a document's pictures no wider than its lines are, smoothly scaled. Only those in sight are read.
class ManualPictures : public QObject, public QTextObjectInterface
{
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    /// `view` shows the document, and gives color and scale.
    explicit ManualPictures(QWidget *view);

    QSizeF intrinsicSize(QTextDocument *document, int position, const QTextFormat &format) override;
    void drawObject(QPainter *painter, const QRectF &rect, QTextDocument *document, int position,
                    const QTextFormat &format) override;

private:
    const QPixmap &picture(const QString &name, const QSize &pixels);

    QWidget *m_view;
    QHash<QString, QSize> m_sizes;   ///< as they are in the file
    QHash<QString, QPixmap> m_drawn; ///< as they were drawn last
};

} // namespace pl::ui
