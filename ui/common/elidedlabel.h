#pragma once

#include <QWidget>

namespace pl::ui {

/// One line of text that ends in "…" where there is no room, and then tells all of it in its tool tip.
class ElidedLabel : public QWidget
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    void setText(const QString &text);
    const QString &text() const { return m_text; }
    void setAlignment(Qt::Alignment alignment) { m_alignment = alignment; }
    /// Written in the second text colour.
    void setQuiet(bool quiet);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void settleToolTip();

    QString m_text;
    Qt::Alignment m_alignment = Qt::AlignLeft;
    bool m_quiet = false;
};

} // namespace pl::ui
