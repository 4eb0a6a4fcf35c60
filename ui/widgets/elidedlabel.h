#pragma once

#include <QWidget>

namespace pl::ui {

/// One line of text. If it doesn't fit, it ends in "…" and the tool tip shows all of it.
class ElidedLabel : public QWidget
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    void setText(const QString &text);
    const QString &text() const { return m_text; }
    /// Shown in the tool tip instead of the text.
    void setExplanation(const QString &text);
    void setAlignment(Qt::Alignment alignment) { m_alignment = alignment; }
    enum class Tone { Normal, Quiet, Warning };
    void setTone(Tone tone);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateToolTip();
    int textWidth() const;

    QString m_text;
    QString m_explanation;
    Qt::Alignment m_alignment = Qt::AlignLeft;
    Tone m_tone = Tone::Normal;
};

} // namespace pl::ui
