#pragma once

#include "ui/style/colors.h"

#include <QWidget>

namespace pl::ui {

/// One sentence on a colored background: how much time is left to assign a lead.
class DeadlineBanner : public QWidget
{
    Q_OBJECT

public:
    explicit DeadlineBanner(QWidget *parent = nullptr);

    void present(const QString &iconName, const QString &sentence, Tone Colors::*tone);
    const QString &sentence() const { return m_sentence; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    QString m_sentence;
    Tone Colors::*m_tone = &Colors::slate;
};

} // namespace pl::ui
