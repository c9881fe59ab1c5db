namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>What is said on generated pages; '|' ends a line. Written for this, taken from no comic.</summary>
internal static class Speech
{
    public static readonly string[] French =
    [
        "Où étais-tu passé|pendant la tempête ?",
        "Je réparais la voile|du vieux bateau,|près du phare.",
        "Déjà midi ! Le marché|ferme à une heure,|dépêche-toi.",
        "Ce n'est pas une|catas-|trophe, seulement|un contre-|temps.",
        "Voilà l'épicier, là-bas,|à côté de l'église.",
        "Plus tard, au château...",
        "Le jardinier jure|qu'il n'a rien vu|cette nuit-là.",
        "Tu crois vraiment|que la rivière|monte encore ?",
        "Mon frère a caché|la clé sous le|troisième pavé.",
    ];

    public static readonly string[] English =
    [
        "The lantern went out|before we reached|the northern gate.",
        "Nobody listens to|the clockmaker until|the bells stop.",
        "Three days earlier,|somewhere in the|mountains.",
        "Is that your idea|of a quiet after-|noon in the garden?",
        "We should have|taken the other|train, captain.",
        "My grandmother keeps|the old maps behind|the piano.",
        "Listen: somebody is|walking on the|frozen lake.",
        "You promised to|bring the ladder|before breakfast.",
        "There is only one|bridge, and it is|not safe.",
    ];

    public static readonly string[] Capitals =
    [
        "À L'AIDE ! LE PHARE|S'EST ÉTEINT !",
        "ÉCOUTE-MOI BIEN,|ÇA NE PEUT PAS|DURER.",
        "OÙ ÊTES-VOUS ALLÉS|CET ÉTÉ ?",
        "ARRÊTEZ ! CETTE|MACHINE N'EST PAS|ENCORE PRÊTE !",
        "ÊTRE PRÉVENU À|L'AVANCE, C'EST|DÉJÀ GAGNÉ.",
        "LE CHÂTEAU EST PRÈS|DE LA FORÊT BRÛLÉE.",
        "MÊME LES ÉLÈVES|ÂGÉS S'Y PERDENT.",
        "LÀ-BAS, À CÔTÉ DE|L'ÎLE, UN NAUFRAGÉ !",
    ];

    public static readonly string[] German =
    [
        "Wo hast du den|Schlüssel für die|Mühle versteckt?",
        "Morgen früh müssen|wir über den Fluß,|sagt der Jäger.",
        "Das Gewitter hört|gewiss nicht vor|Mitternacht auf.",
        "Niemand außer mir|kennt den Weg|durch die Höhle.",
        "Gib mir bitte die|größere Schüssel|vom Regal.",
        "Später, im Garten|der Großmutter...",
        "Warum läuft hier|eigentlich immer|alles schief?",
    ];

    public static readonly string[] Spanish =
    [
        "¿Dónde está la|llave del viejo|molino?",
        "Mañana por la|mañana cruzaremos|el río.",
        "Nadie conoce el|camino de la|montaña.",
        "El niño perdió su|sombrero en la|estación.",
        "¡Qué lástima! Ya|no queda ningún|limón.",
        "Más tarde, en el|jardín del capitán...",
        "Creo que alguien|duerme detrás|del sillón.",
    ];

    public static readonly string[] Italian =
    [
        "Dove hai messo la|chiave del vecchio|mulino?",
        "Domani mattina,|se non piove, si|parte presto.",
        "Nessuno conosce|la strada che porta|alla città.",
        "Perché hai chiuso|la finestra della|cucina?",
        "Il gatto è salito|di nuovo sul tetto|della scuola.",
        "Più tardi, nel|giardino del re...",
        "Così non va bene:|manca ancora|metà del lavoro.",
    ];

    public static readonly string[] Japanese =
    [
        "今日は朝から|雨が降って|いるね",
        "駅まで一緒に|歩いて行こう",
        "この地図は|少し古い|ようだ",
        "先生が来る前に|席に戻ろう",
        "あの山の向こうに|海が見える",
        "昨日の約束を|忘れたのか",
        "猫が屋根の|上で寝ている",
        "静かにして|誰か来るぞ",
    ];

    public static readonly string[] Chinese =
    [
        "今天早上|一直在下雨，|你带伞了吗？",
        "我们一起|走到车站去吧！",
        "这张地图|好像有点旧了",
        "老师来之前，|快回到座位上",
        "山的那一边|可以看见大海",
        "你忘记了|昨天的约定吗？",
        "那只猫正在|屋顶上睡觉",
        "安静一点，|有人过来了！",
    ];

    public static readonly string[] Korean =
    [
        "오늘은 아침부터|비가 계속 내리네",
        "역까지 같이|걸어서 가자!",
        "이 지도는 조금|오래된 것 같아",
        "선생님이 오시기|전에 자리로|돌아가자",
        "저 산 너머에는|푸른 바다가 보여",
        "어제 한 약속을|벌써 잊었어?",
        "고양이가 지붕|위에서 자고 있어",
        "조용히 해,|누가 오고 있어",
    ];

    public static readonly string[] Sounds = ["BOUM", "CRAC", "SPLASH", "VLAN", "ZOOM", "KLONK", "WHAM", "TOC TOC", "DRRRING", "PLOUF"];

    /// <summary>The text as it reads: "catas-|trophe" is one word, "là-bas" is written as it is.</summary>
    public static string Whole(string speech) => speech.Replace("-|", string.Empty, StringComparison.Ordinal).Replace('|', '\n');
}
